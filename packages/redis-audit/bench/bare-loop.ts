import { Redis } from 'ioredis'
import { report } from './report-run.ts'

/** What the audit is measured against: SCAN, and TYPE and PTTL of each page in a pipeline of ioredis. */
const redis = new Redis(process.argv[2] ?? '')
const startedAt = performance.now()
let keys = 0
let cursor = '0'
do {
  const [next, page] = await redis.scanBuffer(cursor, 'COUNT', 500)
  const pipeline = redis.pipeline()
  for (const key of page) {
    pipeline.type(key)
    pipeline.pttl(key)
  }
  await pipeline.exec()
  keys += page.length
  cursor = next.toString()
} while (cursor !== '0')
report(keys, startedAt)
redis.disconnect()
