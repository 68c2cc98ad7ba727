import { toNativeSymbol, toUnifiedSymbol, TradingError, type ExchangeName } from '@tradingboost/domain'
import { exchangePositions, exchangeSymbolPositions, position } from '@tradingboost/redis-keys'
import type { Migration, SourceKey } from '../../migration.ts'

/**
 * The keys that a position's record may come from: the account's, and those of its symbol in either spelling. The first is
 * its home, where the original would have kept it: one list per account for OKX, one per symbol elsewhere.
 *
 * An index, the closed entries and the set of all positions have none: their members name the records, which do.
 */
export const sourcesOfPosition: Migration['sourcesOf'] = ({ family, key }) => {
  const place = family.name === position.name ? position.read(key) : undefined
  if (place === undefined) return []
  const { userId, exchange, symbol } = place
  const account = { userId, exchange }
  const ofAccount: SourceKey = {
    family: exchangePositions,
    key: exchangePositions.build(account),
    params: account,
  }
  const ofSymbol = spellingsOf(exchange, symbol).map((spelled): SourceKey => {
    const params = { ...account, symbol: spelled }
    return { family: exchangeSymbolPositions, key: exchangeSymbolPositions.build(params), params }
  })
  return exchange.startsWith('okx') ? [ofAccount, ...ofSymbol] : [...ofSymbol, ofAccount]
}

// A market has hundreds of symbols, and a run asks for each of millions of records: the first of them are remembered.
const rememberedSymbols = 1_000
const remembered = new Map<string, readonly string[]>()

/** The symbol as it is, as the exchange or ccxt would spell it, and as OKX would, whose spelling GRID used elsewhere too. */
function spellingsOf(exchange: ExchangeName, symbol: string): readonly string[] {
  const place = `${exchange} ${symbol}`
  const known = remembered.get(place)
  if (known !== undefined) return known
  const unified = respell(toUnifiedSymbol, exchange, symbol)
  const native = respell(toNativeSymbol, exchange, unified)
  const spellings = [...new Set([symbol, unified, native, respell(toNativeSymbol, 'okx', unified)])]
  if (remembered.size < rememberedSymbols) remembered.set(place, spellings)
  return spellings
}

/** The other spelling of a symbol; the same one where there is no other. */
function respell(spell: typeof toNativeSymbol, exchange: ExchangeName, symbol: string): string {
  try {
    return spell(exchange, symbol)
  } catch (error) {
    if (error instanceof TradingError && error.code === 'invalid-symbol') return symbol
    throw error
  }
}
