import { Redis } from 'ioredis'
import { report } from './report-loop.ts'

/**
 * The method of the original's script: a list of all keys, then GET, HSET a row, SADD, SET of a copy, EXPIRE, DEL, one command
 * after another; the sign of the amount decides the side, 17 fields stay. Argument: the address.
 */
const [url = ''] = process.argv.slice(2)
const redis = new Redis(url, { protocol: 2 })
const kept =
  'instId pos notionalUsd posSide avgPx upl uplRatio lever liqPx markPx margin mgnMode mgnRatio mmr imr last uTime cTime'.split(
    ' ',
  )
const startedAt = performance.now()
const keys = await redis.keys('okx:positions:*')
for (const key of keys) {
  const user = key.slice('okx:positions:'.length)
  const text = (await redis.get(key)) ?? '[]'
  const rows = JSON.parse(text) as Record<string, string>[]
  const members: string[] = []
  for (const row of rows) {
    const side = Number(row['pos']) < 0 ? 'short' : 'long'
    const member = `${row['instId']}:${side}`
    await redis.hset(
      `positions:${user}:okx:${member}`,
      Object.fromEntries(kept.map((name) => [name, row[name] ?? '0'])),
    )
    members.push(member)
  }
  await redis.sadd(`positions:index:${user}:okx`, ...members)
  await redis.set(`backup:${key}:20251015_020001`, text)
  await redis.expire(`backup:${key}:20251015_020001`, 604_800)
  await redis.del(key)
}
report(keys.length, startedAt)
redis.disconnect()
