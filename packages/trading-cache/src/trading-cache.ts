import { TradingError, type ExchangeName, type PositionSide } from '@tradingboost/domain'
import { orderCache, positionCache } from '@tradingboost/redis-keys'
import { remove } from './commands/key-commands.ts'
import { get, mget, setExpiring } from './commands/string-commands.ts'
import type { RedisConnection } from './connection/redis-connection.ts'
import type { JsonObject } from './json/json-value.ts'
import { stringifyJson } from './json/stringify-json.ts'
import { lifetimeMs } from './records/lifetime-ms.ts'
import { parseJsonObject } from './records/quarantine.ts'

/** One user's answer of a bulk read. */
export type CachedPosition =
  | { readonly kind: 'found'; readonly position: JsonObject }
  | { readonly kind: 'absent' }
  /** The stored value is no JSON object; `error` names the key, the bytes stay. */
  | { readonly kind: 'invalid'; readonly error: TradingError }

/**
 * Short-lived copies of positions and orders, shared with every process: JSON objects as the caller wrote them.
 *
 * "Not there" is undefined. Reads throw a TradingError `stored-value-invalid` for a value that is no JSON object, and all
 * throw `redis-unavailable` when Redis could not be asked; nothing is kept in the process.
 */
export interface TradingCache {
  /** Stands for 300 s. Throws `value-not-storable`, naming the path, before anything is written. */
  setPosition(userId: string, symbol: string, side: PositionSide, data: object, exchange?: ExchangeName): Promise<void>
  getPosition(
    userId: string,
    symbol: string,
    side: PositionSide,
    exchange?: ExchangeName,
  ): Promise<JsonObject | undefined>
  /** One round trip; an answer for every user id, in the order asked. */
  bulkGetPositions(
    userIds: readonly string[],
    symbol: string,
    side: PositionSide,
    exchange?: ExchangeName,
  ): Promise<ReadonlyMap<string, CachedPosition>>
  /** False when there was none. */
  removePosition(userId: string, symbol: string, side: PositionSide, exchange?: ExchangeName): Promise<boolean>
  /** Stands for an hour. Throws `value-not-storable`, naming the path, before anything is written. */
  setOrder(orderId: string, data: object): Promise<void>
  getOrder(orderId: string): Promise<JsonObject | undefined>
}

/** Creates the cache over a connection; any number of them, in any process, see the same. */
export function createTradingCache(connection: RedisConnection): TradingCache {
  const positionMs = lifetimeMs(positionCache)
  const orderMs = lifetimeMs(orderCache)

  return {
    setPosition: async (userId, symbol, side, data, exchange = 'okx') => {
      const key = positionCache.build({ userId, exchange, symbol, side })
      await connection.send(setExpiring(key, writeObject(data), positionMs))
    },
    getPosition: async (userId, symbol, side, exchange = 'okx') => {
      const key = positionCache.build({ userId, exchange, symbol, side })
      const text = await connection.send(get(key))
      return text === undefined ? undefined : parseJsonObject(key, text)
    },
    bulkGetPositions: async (userIds, symbol, side, exchange = 'okx') => {
      const users = [...new Set(userIds)]
      if (users.length === 0) return new Map()
      const keys = users.map((userId) => positionCache.build({ userId, exchange, symbol, side }))
      const texts = await connection.send(mget(keys))
      return new Map(users.map((userId, at) => [userId, readCached(keys[at] ?? '', texts[at])]))
    },
    removePosition: async (userId, symbol, side, exchange = 'okx') =>
      await connection.send(remove(positionCache.build({ userId, exchange, symbol, side }))),
    setOrder: async (orderId, data) => {
      await connection.send(setExpiring(orderCache.build({ orderId }), writeObject(data), orderMs))
    },
    getOrder: async (orderId) => {
      const key = orderCache.build({ orderId })
      const text = await connection.send(get(key))
      return text === undefined ? undefined : parseJsonObject(key, text)
    },
  }
}

function writeObject(data: object): string {
  const text = stringifyJson(data)
  if (text.startsWith('{')) return text
  throw new TradingError(
    'value-not-storable',
    'data is not an object with fields: readers would refuse it, wrap it in one',
    {
      retry: 'never',
      details: { path: 'data' },
    },
  )
}

function readCached(key: string, text: string | undefined): CachedPosition {
  if (text === undefined) return { kind: 'absent' }
  try {
    return { kind: 'found', position: parseJsonObject(key, text) }
  } catch (error) {
    if (error instanceof TradingError && error.code === 'stored-value-invalid') return { kind: 'invalid', error }
    throw error
  }
}
