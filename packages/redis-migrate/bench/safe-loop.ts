import { randomUUID } from 'node:crypto'
import { systemClock } from '@tradingboost/domain'
import { connectRedis } from '@tradingboost/trading-cache'
import { defaultLimits, gridPositions, runMigration } from '../src/index.ts'
import { report } from './report-loop.ts'

/** 0003 as an operator runs it: plan, backfill, verification in both directions, cut-over, removal. Argument: the address. */
const [url = ''] = process.argv.slice(2)
const connection = await connectRedis({ url, clock: systemClock, random: Math.random, commandWithinMs: 60_000 })
const startedAt = performance.now()
const { moved, removed, phase } = await runMigration({
  url,
  connection,
  migration: gridPositions,
  options: { exchange: 'okx' },
  clock: systemClock,
  token: randomUUID(),
  until: 'contract',
  limits: { ...defaultLimits, latencyMs: 60_000 },
})
if (phase !== 'contract' || removed !== moved) throw new Error(`${removed} of ${moved} removed at ${phase}`)
report(moved, startedAt)
await connection.close()
