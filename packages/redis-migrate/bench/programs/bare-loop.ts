import { Redis } from 'ioredis'
import { findSource } from '../../src/define/find-source.ts'
import { gridPositions } from '@tradingboost/layout-migrations'
import { report } from './report-loop.ts'

/** Read, transform, write, delete, in pipelines of 200, with no safety at all. Argument: the address. */
const [url = ''] = process.argv.slice(2)
const redis = new Redis(url, { protocol: 2 })
const startedAt = performance.now()
let users = 0
let cursor = '0'
do {
  const [next, keys] = await redis.scan(cursor, 'MATCH', '*:positions:*', 'COUNT', 200)
  const sources = keys.flatMap((key) => findSource(gridPositions.from, key) ?? [])
  const texts = sources.length === 0 ? [] : await redis.mget(sources.map(({ key }) => key))
  const pipeline = redis.pipeline()
  for (const [at, source] of sources.entries()) {
    const text = texts[at] ?? '[]'
    const moves = gridPositions.transform(
      { ...source, content: { type: 'string', text }, ttlMs: undefined },
      { exchange: 'okx' },
    )
    if (moves.kind !== 'moves') throw new Error(`${source.key} is ${moves.kind}: ${moves.reason}`)
    for (const { key, content } of moves.keys) if (content.type === 'hash') pipeline.hset(key, ...content.fields.flat())
    for (const { key, member } of moves.members) pipeline.sadd(key, member)
    pipeline.unlink(source.key)
    users += 1
  }
  await pipeline.exec()
  cursor = next
} while (cursor !== '0')
report(users, startedAt)
redis.disconnect()
