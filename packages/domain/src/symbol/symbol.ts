import type { ExchangeName } from '../exchange-name.ts'
import { TradingError } from '../trading-error.ts'
import { binanceSwapSpelling, joinedSpotSpelling, perpetualSpelling } from './joined-spelling.ts'
import { okxSpelling, okxSpotSpelling } from './okx-spelling.ts'
import type { Spelling } from './spelling.ts'
import type { SymbolParts } from './symbol-parts.ts'
import { parseUnifiedSymbol, unifiedSymbol } from './unified-symbol.ts'
import { upbitSpelling } from './upbit-spelling.ts'

const spellings: Readonly<Record<ExchangeName, Spelling>> = {
  okx: okxSpelling,
  okx_spot: okxSpotSpelling,
  binance: binanceSwapSpelling,
  binance_spot: joinedSpotSpelling,
  bitget: perpetualSpelling,
  bitget_spot: joinedSpotSpelling,
  bybit: perpetualSpelling,
  bybit_spot: joinedSpotSpelling,
  upbit: upbitSpelling,
}

/** Reads a symbol as the exchange spells it; throws a TradingError `invalid-symbol` for what it does not spell. */
export function parseSymbol(exchange: ExchangeName, native: string): SymbolParts {
  const spelling = spellings[exchange]
  const parts = spelling.read(native)
  if (parts !== undefined) return parts
  throw new TradingError(
    'invalid-symbol',
    `"${native}" is no symbol of ${exchange}: give it as the exchange spells it, such as ${spelling.example}`,
    { retry: 'never', details: { exchange, symbol: native } },
  )
}

/** Turns an exchange's spelling into ccxt's unified form: `BTC-USDT-SWAP` of okx is `BTC/USDT:USDT`. Throws `invalid-symbol`. */
export const toUnifiedSymbol = (exchange: ExchangeName, native: string): string =>
  unifiedSymbol(parseSymbol(exchange, native))

/**
 * Turns ccxt's unified form into the exchange's spelling: `XRP/KRW` is `KRW-XRP` on upbit.
 * Throws a TradingError `invalid-symbol` when it is no unified symbol, or one that the exchange cannot spell.
 */
export function toNativeSymbol(exchange: ExchangeName, unified: string): string {
  const parts = parseUnifiedSymbol(unified)
  const spelling = spellings[exchange]
  const native = spelling.write(parts)
  // Reading back refuses what the spelling cannot say, such as a swap paid in a currency of its own.
  const readBack = native === undefined ? undefined : spelling.read(native)
  if (native !== undefined && readBack !== undefined && unifiedSymbol(readBack) === unified) return native
  throw new TradingError(
    'invalid-symbol',
    `${exchange} has no spelling for ${unified}: its symbols look like ${spelling.example}, check exchange and kind`,
    { retry: 'never', details: { exchange, symbol: unified } },
  )
}
