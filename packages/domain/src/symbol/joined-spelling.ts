import { currency, expiryDay } from './currency.ts'
import type { Spelling } from './spelling.ts'
import { derivativeParts, spotParts, type SymbolParts } from './symbol-parts.ts'

const spotQuotes = [
  'USDT',
  'USDC',
  'FDUSD',
  'TUSD',
  'BUSD',
  'USD1',
  'DAI',
  'BTC',
  'ETH',
  'BNB',
  'EUR',
  'TRY',
  'BRL',
  'JPY',
]

/**
 * Quote currencies by market. Joined symbols name no border between base and quote, so the quote is looked up:
 * no entry may be the end of another of its list, or a symbol could be split in two ways.
 */
export const joinedQuotes = {
  spot: spotQuotes,
  binanceSwap: ['USDT', 'USDC', 'FDUSD', 'BUSD', 'USD1', 'BTC'],
  inverseAndLinear: ['USDT', 'USD'],
} as const satisfies Readonly<Record<string, readonly string[]>>

const symbol = new RegExp(`^${currency}$`, 'u')
const underscored = new RegExp(`^([^_]+)_(?:(PERP)|(${expiryDay}))$`, 'u')

/** `BTCUSDT` on a spot market. */
export const joinedSpotSpelling: Spelling = {
  example: 'BTCUSDT',
  read(native) {
    const pair = split(native, joinedQuotes.spot)
    return pair === undefined ? undefined : spotParts(pair.base, pair.quote)
  },
  write: (parts) => (parts.kind === 'spot' ? joined(parts, joinedQuotes.spot) : undefined),
}

/** Binance futures: `BTCUSDT`, coin-settled `BTCUSD_PERP`, dated `BTCUSD_250328` and `BTCUSDT_250328`. */
export const binanceSwapSpelling: Spelling = {
  example: 'BTCUSDT',
  read(native) {
    const [, front, perpetual, expiry] = underscored.exec(native) ?? []
    const quotes = front === undefined ? joinedQuotes.binanceSwap : ['USD', ...(expiry === undefined ? [] : ['USDT'])]
    const pair = split(front ?? native, quotes)
    if (pair === undefined) return undefined
    return derivativeParts(pair.base, pair.quote, perpetual === undefined ? expiry : undefined)
  },
  write(parts) {
    if (parts.kind === 'spot') return undefined
    if (parts.expiry !== undefined) {
      const front = joined(parts, ['USD', 'USDT'])
      return front === undefined ? undefined : `${front}_${parts.expiry}`
    }
    return parts.quote === 'USD' ? `${parts.base}USD_PERP` : joined(parts, joinedQuotes.binanceSwap)
  },
}

/** Bybit and Bitget futures: `BTCUSDT`, coin-settled `BTCUSD`, and `BTCPERP`, which settles in USDC. Dated ones are not read. */
export const perpetualSpelling: Spelling = {
  example: 'BTCUSDT',
  read(native) {
    const pair = split(native, [...joinedQuotes.inverseAndLinear, 'PERP'])
    if (pair === undefined) return undefined
    return derivativeParts(pair.base, pair.quote === 'PERP' ? 'USDC' : pair.quote, undefined)
  },
  write(parts) {
    if (parts.kind !== 'swap') return undefined
    return parts.quote === 'USDC' ? `${parts.base}PERP` : joined(parts, joinedQuotes.inverseAndLinear)
  },
}

function split(native: string, quotes: readonly string[]): Pick<SymbolParts, 'base' | 'quote'> | undefined {
  if (!symbol.test(native)) return undefined
  const quote = quotes.find((candidate) => native.endsWith(candidate) && native.length > candidate.length)
  return quote === undefined ? undefined : { base: native.slice(0, -quote.length), quote }
}

const joined = ({ base, quote }: SymbolParts, quotes: readonly string[]): string | undefined =>
  quotes.includes(quote) ? `${base}${quote}` : undefined
