import type { RedisConnection } from '@tradingboost/trading-cache'
import { anyStands } from '../content/any-exists.ts'
import { list, texts } from '../content/reply.ts'
import type { MigrationKeys } from '../define/migration-keys.ts'

/** A source key that was left. */
export interface Refusal {
  readonly key: string
  /** `stays` is no fault: the key is no matter of the migration. */
  readonly kind: 'refused' | 'conflict' | 'stays'
  readonly reason: string
}

/** How many keys were left, by kind. */
export type RefusalCounts = Readonly<Record<Refusal['kind'], number>>

/** How many keys were left, by kind, and the first thousand of them. */
export interface RefusalSummary extends RefusalCounts {
  readonly first: readonly Refusal[]
}

const mostNamed = 1_000

/** Counts the refusals on record. */
export async function countRefusals(connection: RedisConnection, keys: MigrationKeys): Promise<RefusalCounts> {
  const counts = { refused: 0, conflict: 0, stays: 0 }
  for await (const { kind } of everyRefusal(connection, keys)) counts[kind] += 1
  return counts
}

/** Reads every refusal on record. */
export async function readRefusals(connection: RedisConnection, keys: MigrationKeys): Promise<RefusalSummary> {
  const counts = { refused: 0, conflict: 0, stays: 0 }
  const first: Refusal[] = []
  for await (const refusal of everyRefusal(connection, keys)) {
    counts[refusal.kind] += 1
    if (first.length < mostNamed) first.push(refusal)
  }
  return { ...counts, first: first.toSorted((a, b) => (a.key < b.key ? -1 : 1)) }
}

/** The refusals with this reason. */
export async function* refusalsFor(
  connection: RedisConnection,
  keys: MigrationKeys,
  reason: string,
): AsyncGenerator<Refusal> {
  for await (const refusal of everyRefusal(connection, keys)) {
    if (refusal.reason === reason) yield refusal
  }
}

/** Takes off the record every refusal of a key that does not stand any more: there is nothing left to look at. */
export async function forgetGone(connection: RedisConnection, keys: MigrationKeys): Promise<void> {
  const look = async (some: readonly string[]): Promise<void> => {
    await Promise.all(
      some.map(async (key) =>
        (await anyStands(connection, [key])) ? undefined : await forgetRefusal(connection, keys, key),
      ),
    )
  }
  let page: string[] = []
  for await (const { key } of everyRefusal(connection, keys)) {
    page.push(key)
    if (page.length < 500) continue
    await look(page)
    page = []
  }
  await look(page)
}

/** Takes the refusal of a key off the record. */
export async function forgetRefusal(connection: RedisConnection, keys: MigrationKeys, key: string): Promise<void> {
  await connection.send({ name: 'hdel', keys: [keys.refusals], args: [keys.refusals, key], read: () => undefined })
}

async function* everyRefusal(connection: RedisConnection, keys: MigrationKeys): AsyncGenerator<Refusal> {
  let cursor = '0'
  do {
    const [next, flat] = await connection.send({
      name: 'hscan',
      keys: [keys.refusals],
      args: [keys.refusals, cursor, 'COUNT', '500'],
      read: (reply) => {
        const [at, page] = list(reply, 'hscan')
        return [String(at), texts(page, 'hscan')] as const
      },
    })
    for (let at = 0; at < flat.length; at += 2) {
      yield readRefusal(flat[at] ?? '', flat[at + 1] ?? '')
    }
    cursor = next
  } while (cursor !== '0')
}

/** Puts a refusal on record. */
export async function noteRefusal(
  connection: RedisConnection,
  keys: MigrationKeys,
  { key, kind, reason }: Refusal,
): Promise<void> {
  const args = [keys.refusals, key, `${kind}: ${reason}`]
  await connection.send({ name: 'hset', keys: [keys.refusals], args, read: () => undefined })
}

function readRefusal(key: string, text: string): Refusal {
  const end = text.indexOf(': ')
  const word = text.slice(0, end)
  return { key, kind: word === 'stays' || word === 'conflict' ? word : 'refused', reason: text.slice(end + 2) }
}
