import type { Redis } from 'ioredis'

/** What a reader of the original finds: where it looked, and the size it adds up for each symbol. */
export interface LegacyReading {
  readonly from: 'list' | 'index and hashes' | 'nothing'
  readonly sizes: Readonly<Record<string, number>>
}

export type LegacyReader = (redis: Redis, userId: string) => Promise<LegacyReading>

type Fields = Readonly<Record<string, unknown>>

/** The earlier release: the JSON array of `okx:positions:<user>`, and nothing else. */
export const readsList: LegacyReader = async (redis, userId) => {
  const text = await redis.get(`okx:positions:${userId}`)
  if (text === null) return { from: 'nothing', sizes: {} }
  const rows: unknown = JSON.parse(text)
  if (!Array.isArray(rows)) throw new TypeError(`okx:positions:${userId} is no JSON array`)
  return { from: 'list', sizes: sizesOf(rows as readonly Fields[]) }
}

/** The newer release: the hashes that the index names; the JSON array only where the index is empty. */
export const readsIndexFirst: LegacyReader = async (redis, userId) => {
  const members = await redis.smembers(`positions:index:${userId}:okx`)
  if (members.length === 0) return await readsList(redis, userId)
  const hashes = await Promise.all(
    members.map(async (member) => await redis.hgetall(`positions:${userId}:okx:${member}`)),
  )
  return { from: 'index and hashes', sizes: sizesOf(hashes) }
}

/** Both releases leave out a row whose size is zero or missing, and one without the fields that they order by. */
function sizesOf(rows: readonly Fields[]): Readonly<Record<string, number>> {
  const sizes: Record<string, number> = {}
  for (const { instId, pos, posSide, notionalUsd } of rows) {
    const isWhole = typeof instId === 'string' && typeof posSide === 'string' && notionalUsd !== undefined
    const size = pos === undefined || pos === '' ? 0 : Number(pos)
    if (isWhole && size !== 0) sizes[instId] = (sizes[instId] ?? 0) + size
  }
  return sizes
}
