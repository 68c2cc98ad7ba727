import { TradingError } from '../trading-error.ts'
import { currency, expiryDay } from './currency.ts'
import { spotParts, type SymbolParts } from './symbol-parts.ts'

const form = new RegExp(`^(${currency})/(${currency})(?::(${currency})(?:-(${expiryDay}))?)?$`, 'u')

/** Writes ccxt's unified form: `XRP/USDT`, `BTC/USDT:USDT`, `BTC/USD:BTC-250328`. */
export function unifiedSymbol({ base, quote, settle, kind, expiry }: SymbolParts): string {
  if (kind === 'spot') return `${base}/${quote}`
  return `${base}/${quote}:${settle}${expiry === undefined ? '' : `-${expiry}`}`
}

/** Reads ccxt's unified form; throws a TradingError `invalid-symbol` for anything else. */
export function parseUnifiedSymbol(unified: string): SymbolParts {
  const [, base, quote, settle, expiry] = form.exec(unified) ?? []
  if (base === undefined || quote === undefined) {
    throw new TradingError(
      'invalid-symbol',
      `"${unified}" is no unified symbol: give one such as XRP/USDT, BTC/USDT:USDT or BTC/USD:BTC-250328`,
      { retry: 'never', details: { symbol: unified } },
    )
  }
  if (settle === undefined) return spotParts(base, quote)
  return expiry === undefined ? { base, quote, settle, kind: 'swap' } : { base, quote, settle, kind: 'future', expiry }
}
