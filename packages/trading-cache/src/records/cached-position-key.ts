import type { ExchangeName, ReportedSide } from '@tradingboost/domain'
import { netPositionCache, positionCache, type RedisKey } from '@tradingboost/redis-keys'

/** Which cached positions are meant, whatever their users. */
export interface CachedPlace {
  readonly exchange: ExchangeName
  readonly symbol: string
  readonly side: ReportedSide
}

/** The key of one cached position. */
export function cachedPositionKey(
  userId: string,
  { exchange, symbol, side }: CachedPlace,
): RedisKey<string, 'string', typeof positionCache.value> {
  return side === 'net'
    ? netPositionCache.build({ userId, exchange, symbol })
    : positionCache.build({ userId, exchange, symbol, side })
}

/** The keys of the cached positions of users, in their order. */
export function cachedPositionKeys(
  userIds: readonly string[],
  { exchange, symbol, side }: CachedPlace,
): readonly RedisKey<string, 'string', typeof positionCache.value>[] {
  return side === 'net'
    ? netPositionCache.buildEach('userId', userIds, { exchange, symbol })
    : positionCache.buildEach('userId', userIds, { exchange, symbol, side })
}
