import { randomUUID } from 'node:crypto'
import { systemClock } from '@tradingboost/domain'
import { connectRedis } from '@tradingboost/trading-cache'
import { gridPositions } from '@tradingboost/layout-migrations'
import { defaultLimits, runMigration } from '../../src/index.ts'
import { report } from './report-loop.ts'

/**
 * 0003 as an operator runs it: plan, backfill, verification in both directions, cut-over, removal. Arguments: the address,
 * then a phase to end at, a rate in users a second, the name of a legacy user to fence, each by its form.
 */
const [url = '', ...rest] = process.argv.slice(2)
const until = rest.includes('cutover') ? 'cutover' : 'contract'
const rate = Number(rest.find((text) => /^\d+$/.test(text)) ?? 0)
const legacyUsers = rest.filter((text) => text === 'legacy')
const connection = await connectRedis({ url, clock: systemClock, random: Math.random, commandWithinMs: 60_000 })
const startedAt = performance.now()
const { moved, removed, phase } = await runMigration({
  url,
  connection,
  migration: gridPositions,
  options: { exchange: 'okx' },
  clock: systemClock,
  token: randomUUID(),
  until,
  rate,
  legacyUsers,
  fenceTimeoutMs: 60_000,
  limits: { ...defaultLimits, latencyMs: 60_000 },
})
if (phase !== until || (until === 'contract' && removed !== moved))
  throw new Error(`${removed} of ${moved} removed at ${phase}`)
report(moved, startedAt)
await connection.close()
