import { randomUUID } from 'node:crypto'
import { systemClock } from '@tradingboost/domain'
import { connectRedis } from '@tradingboost/trading-cache'
import { runMigration } from '../../src/index.ts'
import { baskets } from '../small-migrations.ts'

/** Runs the test migration to its end; argument: the address of the Redis. Says so to its parent when it begins. */
const [url = ''] = process.argv.slice(2)
const connection = await connectRedis({ url, clock: systemClock, random: Math.random, commandWithinMs: 10_000 })
process.send?.('begins')
await runMigration({
  url,
  connection,
  migration: baskets,
  options: { exchange: 'okx' },
  clock: systemClock,
  token: randomUUID(),
  until: 'contract',
  instancesWithinMs: 1_000,
})
await connection.close()
process.disconnect?.()
