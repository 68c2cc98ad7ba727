import { randomUUID } from 'node:crypto'
import { systemClock } from '@tradingboost/domain'
import { gridPositions } from '@tradingboost/layout-migrations'
import { connectRedis } from '@tradingboost/trading-cache'
import { rollbackMigration } from '../../src/index.ts'
import { report } from './report-loop.ts'

/** Rolls 0003 back to `off`. Argument: the address. */
const [url = ''] = process.argv.slice(2)
const connection = await connectRedis({ url, clock: systemClock, random: Math.random, commandWithinMs: 60_000 })
const startedAt = performance.now()
const { withdrawn } = await rollbackMigration({
  url,
  connection,
  migration: gridPositions,
  clock: systemClock,
  token: randomUUID(),
})
report(withdrawn, startedAt)
await connection.close()
