import type { ExchangeName, Fresh, Reading, ReportedSide } from '@tradingboost/domain'
import { orderCache, positionCache, type RedisKey } from '@tradingboost/redis-keys'
import { timeToLive } from '../commands/key-commands.ts'
import { get } from '../commands/string-commands.ts'
import type { RedisConnection } from '../connection/redis-connection.ts'
import type { JsonObject } from '@tradingboost/domain'
import { cachedPositionKey } from '../records/cached-position-key.ts'
import { parseJsonObject } from '../records/quarantine.ts'
import { refuseRawNames } from '../records/raw-names.ts'
import type { LayoutWatch } from '../layouts/watch-layouts.ts'
import { createTradingCache, type TradingCache } from '../trading-cache.ts'
import type { Loaded, NearCache } from './near-cache.ts'

/**
 * The trading cache with reads that are served from the copies of this process while those are true; they are frozen.
 * `getPosition`, `bulkGetPositions` and `getOrder` ask Redis as ever.
 */
export interface NearTradingCache extends TradingCache {
  readPosition(
    userId: string,
    symbol: string,
    side: ReportedSide,
    exchange?: ExchangeName,
  ): Promise<Reading<JsonObject | undefined>>
  /** For what places orders: asks Redis unless the copy is fresh. */
  readFreshPosition(
    userId: string,
    symbol: string,
    side: ReportedSide,
    exchange?: ExchangeName,
  ): Promise<Fresh<JsonObject | undefined>>
  readOrder(orderId: string): Promise<Reading<JsonObject | undefined>>
}

/** The near cache must hear of the families `positionCache` and `orderCache`; a watch is as in `createTradingCache`. */
export function createNearTradingCache(
  connection: RedisConnection,
  near: NearCache,
  layouts?: LayoutWatch,
): NearTradingCache {
  const cache = createTradingCache(connection, layouts)
  const load = async (key: RedisKey<string, 'string'>): Promise<Loaded<JsonObject | undefined>> => {
    await refuseRawNames(connection, [key])
    const [text, expiresInMs] = await connection.sendAll([get(key), timeToLive(key)])
    if (text === undefined) return { value: undefined, bytes: 0 }
    return { value: parseJsonObject(key, text), bytes: Buffer.byteLength(text), expiresInMs }
  }
  // Changes of both families are heard by the one prefix that their templates begin with.
  const positions = near.of(positionCache, load)
  const orders = near.of(orderCache, load)

  return {
    ...cache,
    setPosition: (userId, symbol, side, data, exchange = 'okx') =>
      near.writing([cachedPositionKey(userId, { exchange, symbol, side })], () =>
        cache.setPosition(userId, symbol, side, data, exchange),
      ),
    removePosition: (userId, symbol, side, exchange = 'okx') =>
      near.writing([cachedPositionKey(userId, { exchange, symbol, side })], () =>
        cache.removePosition(userId, symbol, side, exchange),
      ),
    setOrder: (orderId, data) => near.writing([orderCache.build({ orderId })], () => cache.setOrder(orderId, data)),
    readPosition: async (userId, symbol, side, exchange = 'okx') =>
      await positions.read(cachedPositionKey(userId, { exchange, symbol, side })),
    readFreshPosition: async (userId, symbol, side, exchange = 'okx') =>
      await positions.readFresh(cachedPositionKey(userId, { exchange, symbol, side })),
    readOrder: async (orderId) => await orders.read(orderCache.build({ orderId })),
  }
}
