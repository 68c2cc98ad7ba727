import { toNativeSymbol, toUnifiedSymbol, TradingError, type ExchangeName } from '@tradingboost/domain'
import { exchangePositions, exchangeSymbolPositions, position } from '@tradingboost/redis-keys'
import type { Migration, SourceKey } from '../../define/migration.ts'

/**
 * The keys that a position's record may come from: the account's, then those of its symbol, in either spelling.
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
  return [
    ofAccount,
    ...spellingsOf(exchange, symbol).map((spelled) => {
      const params = { ...account, symbol: spelled }
      return { family: exchangeSymbolPositions, key: exchangeSymbolPositions.build(params), params }
    }),
  ]
}

/** The symbol as it is, and as the exchange or ccxt would spell it. */
function spellingsOf(exchange: ExchangeName, symbol: string): readonly string[] {
  const others = [toNativeSymbol, toUnifiedSymbol].map((respell) => {
    try {
      return respell(exchange, symbol)
    } catch (error) {
      if (error instanceof TradingError && error.code === 'invalid-symbol') return symbol
      throw error
    }
  })
  return [...new Set([symbol, ...others])]
}
