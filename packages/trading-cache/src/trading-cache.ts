import { TradingError, type ExchangeName, type ReportedSide } from '@tradingboost/domain'
import { orderCache, positionCache, type RedisKey } from '@tradingboost/redis-keys'
import { remove } from './commands/key-commands.ts'
import { get, setExpiring } from './commands/string-commands.ts'
import type { RedisCommand } from './connection/redis-command.ts'
import type { RedisConnection } from './connection/redis-connection.ts'
import type { JsonObject } from '@tradingboost/domain'
import { stringifyJson } from '@tradingboost/domain'
import { cachedPositionKey, cachedPositionKeys } from './records/cached-position-key.ts'
import { lifetimeMs } from './records/lifetime-ms.ts'
import { parseJsonObject } from './records/quarantine.ts'
import { refuseRawNames } from './records/raw-names.ts'
import { changeCachedPosition } from './layouts/cached-position-keys.ts'
import type { LayoutWatch } from './layouts/watch-layouts.ts'
import { readCachedPositions, type CachedPosition } from './records/cached-position.ts'
import { removeCachedPosition, setCachedPosition } from './scripts/cached-position.ts'

/**
 * Short-lived copies of positions and orders, shared with every process: JSON objects as the caller wrote them.
 *
 * "Not there" is undefined. Reads throw a TradingError `stored-value-invalid` for a value that is no JSON object, and all
 * throw `redis-unavailable` when Redis could not be asked; nothing is kept in the process. Reads that are asked for at one time
 * leave in one write.
 */
export interface TradingCache {
  /** Stands for 300 s. Throws `value-not-storable`, naming the path, before anything is written. */
  setPosition(userId: string, symbol: string, side: ReportedSide, data: object, exchange?: ExchangeName): Promise<void>
  getPosition(
    userId: string,
    symbol: string,
    side: ReportedSide,
    exchange?: ExchangeName,
  ): Promise<JsonObject | undefined>
  /**
   * An answer for every user id, in the order asked, however many they are: one round trip for each 1,000, and one more where a
   * key seems to be absent, to make sure. One bad value is the answer of its user only.
   */
  bulkGetPositions(
    userIds: readonly string[],
    symbol: string,
    side: ReportedSide,
    exchange?: ExchangeName,
  ): Promise<ReadonlyMap<string, CachedPosition>>
  /** False when there was none. */
  removePosition(userId: string, symbol: string, side: ReportedSide, exchange?: ExchangeName): Promise<boolean>
  /** Stands for an hour. Throws `value-not-storable`, naming the path, before anything is written. */
  setOrder(orderId: string, data: object): Promise<void>
  getOrder(orderId: string): Promise<JsonObject | undefined>
}

/**
 * Creates the cache over a connection; any number of them, in any process, see the same. With a watch, positions are written
 * in the old layout too while a migration asks for both; those of side `net` are not, for no legacy name spells that side.
 */
export function createTradingCache(connection: RedisConnection, layouts?: LayoutWatch): TradingCache {
  const positionMs = lifetimeMs(positionCache)
  const orderMs = lifetimeMs(orderCache)

  return {
    setPosition: async (userId, symbol, side, data, exchange = 'okx') => {
      const key = cachedPositionKey(userId, { exchange, symbol, side })
      const text = writeObject(data)
      if (layouts === undefined || side === 'net') return await connection.send(setExpiring(key, text, positionMs))
      const place = { userId, exchange, symbol, side }
      await changeCachedPosition(connection, layouts, place, setCachedPosition(key, text), text)
    },
    getPosition: async (userId, symbol, side, exchange = 'okx') =>
      await loadObject(connection, cachedPositionKey(userId, { exchange, symbol, side })),
    bulkGetPositions: async (userIds, symbol, side, exchange = 'okx') => {
      const users = [...new Set(userIds)]
      const keys = cachedPositionKeys(users, { exchange, symbol, side })
      const positions = await readCachedPositions(connection, keys)
      const answers = new Map<string, CachedPosition>()
      for (const [at, position] of positions.entries()) answers.set(users[at] ?? '', position)
      return answers
    },
    removePosition: async (userId, symbol, side, exchange = 'okx') => {
      const key = cachedPositionKey(userId, { exchange, symbol, side })
      if (layouts === undefined || side === 'net') return await connection.send(remove(key))
      const place = { userId, exchange, symbol, side }
      return await changeCachedPosition(connection, layouts, place, removeCachedPosition(key), undefined)
    },
    setOrder: async (orderId, data) => {
      await connection.send(setExpiring(orderCache.build({ orderId }), writeObject(data), orderMs))
    },
    getOrder: async (orderId) => await loadObject(connection, orderCache.build({ orderId })),
  }
}

async function loadObject(
  connection: RedisConnection,
  key: RedisKey<string, 'string'>,
): Promise<JsonObject | undefined> {
  await refuseRawNames(connection, [key])
  return await connection.send(getObject(key))
}

/** Reads the object as soon as its text is there: a step less than to wait for the text first. */
function getObject(key: RedisKey<string, 'string'>): RedisCommand<JsonObject | undefined> {
  const command = get(key)
  return {
    ...command,
    read: (reply) => {
      const text = command.read(reply)
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
