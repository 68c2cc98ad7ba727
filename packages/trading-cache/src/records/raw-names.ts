import { TradingError } from '@tradingboost/domain'
import { rawSpelling, type RedisKey } from '@tradingboost/redis-keys'
import { readInteger } from '../connection/read-reply.ts'
import type { RedisCommand } from '../connection/redis-command.ts'
import type { RedisConnection } from '../connection/redis-connection.ts'

const noErrors: ReadonlyMap<string, TradingError> = new Map()

/**
 * The keys that exist under their raw names, with the error of each. A program that does not escape names reads and writes
 * such a key, so neither a value nor a miss under our name is the truth. Asks Redis only for names that have two spellings.
 */
export async function findRawNames(
  connection: RedisConnection,
  keys: readonly RedisKey[],
): Promise<ReadonlyMap<string, TradingError>> {
  // Most calls are about names that have one spelling: they cost a look at each key.
  if (keys.every((key) => rawSpelling(key) === undefined)) return noErrors
  const spellings = keys.flatMap((key) => {
    const raw = rawSpelling(key)
    return raw === undefined ? [] : [{ key, raw }]
  })
  const found = await connection.sendAll(spellings.map(({ raw }) => existsAs(raw)))
  return new Map(spellings.flatMap(({ key, raw }, at) => (found[at] === true ? [[key, refusalOf(key, raw)]] : [])))
}

/** Throws a TradingError `stored-value-invalid` if one of the keys exists under its raw name. */
export async function refuseRawNames(connection: RedisConnection, keys: readonly RedisKey[]): Promise<void> {
  const [error] = (await findRawNames(connection, keys)).values()
  if (error !== undefined) throw error
}

const existsAs = (raw: string): RedisCommand<boolean> => ({
  name: 'exists',
  keys: [raw],
  args: [raw],
  read: (reply) => readInteger(reply) > 0,
})

const refusalOf = (key: string, raw: string): TradingError =>
  new TradingError(
    'stored-value-invalid',
    `${raw} exists, written by a program that does not escape names, while ${key} is read here: stop that program, then rename or remove the key`,
    { retry: 'never', details: { key: raw, readAs: key } },
  )
