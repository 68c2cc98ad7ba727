import { TradingError } from '@tradingboost/domain'
import type { RedisKey } from '@tradingboost/redis-keys'
import { existing } from '../commands/key-commands.ts'
import { get, mget } from '../commands/string-commands.ts'
import type { RedisConnection } from '../connection/redis-connection.ts'
import type { JsonObject } from '@tradingboost/domain'
import { readTogether } from '@tradingboost/domain'
import { parseJsonObject } from './quarantine.ts'
import { findRawNames } from './raw-names.ts'

/** One user's answer of a bulk read. */
export type CachedPosition =
  | { readonly kind: 'found'; readonly position: JsonObject }
  | { readonly kind: 'absent' }
  /**
   * `stored-value-invalid`: the value is no JSON object, or the key exists under its raw name; `redis-refused`: it is a key of
   * another type. The bytes stay.
   */
  | { readonly kind: 'invalid'; readonly error: TradingError }

/** Keys asked for at once: more would hold up the answers of others who ask the same server. */
const chunkSize = 1_000
const absent = { kind: 'absent' } as const

/** Reads the cached positions of any number of keys, an answer for each at its place. */
export async function readCachedPositions(
  connection: RedisConnection,
  keys: readonly RedisKey<string, 'string'>[],
): Promise<readonly CachedPosition[]> {
  const answers: CachedPosition[] = []
  for (let from = 0; from < keys.length; from += chunkSize) {
    const chunk = keys.slice(from, from + chunkSize)
    const read = await connection.whole('mget', chunk, async () => {
      const rawNames = await findRawNames(connection, chunk)
      const found = await readChunk(connection, chunk)
      return rawNames.size === 0 ? found : found.map((answer, at) => refusedOr(answer, rawNames.get(chunk[at] ?? '')))
    })
    for (const answer of read) answers.push(answer)
  }
  return answers
}

async function readChunk(
  connection: RedisConnection,
  keys: readonly RedisKey<string, 'string'>[],
): Promise<readonly CachedPosition[]> {
  const texts = await connection.send(mget(keys))
  const answers = readTogether(texts)?.map(foundOrAbsent) ?? keys.map((key, at) => cachedOf(key, texts[at]))
  // MGET calls a key that holds no text absent as well.
  const missing = keys.filter((_, at) => answers[at] === absent)
  if (missing.length === 0 || (await connection.send(existing(missing))) === 0) return answers
  return await Promise.all(
    answers.map(async (answer, at) => (answer === absent ? await readOne(connection, keys[at]) : answer)),
  )
}

async function readOne(
  connection: RedisConnection,
  key: RedisKey<string, 'string'> | undefined,
): Promise<CachedPosition> {
  if (key === undefined) return absent
  try {
    return cachedOf(key, await connection.send(get(key)))
  } catch (error) {
    if (error instanceof TradingError && error.code === 'redis-refused') return { kind: 'invalid', error }
    throw error
  }
}

function cachedOf(key: string, text: string | undefined): CachedPosition {
  if (text === undefined) return absent
  try {
    return { kind: 'found', position: parseJsonObject(key, text) }
  } catch (error) {
    if (error instanceof TradingError && error.code === 'stored-value-invalid') return { kind: 'invalid', error }
    throw error
  }
}

const refusedOr = (answer: CachedPosition, error: TradingError | undefined): CachedPosition =>
  error === undefined ? answer : { kind: 'invalid', error }

const foundOrAbsent = (position: JsonObject | undefined): CachedPosition =>
  position === undefined ? absent : { kind: 'found', position }
