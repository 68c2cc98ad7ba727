import { randomUUID } from 'node:crypto'
import { systemClock } from '@tradingboost/domain'
import type { RunRequest } from '../src/index.ts'
import { baskets } from './small-migrations.ts'
import type { UsedRedis } from './use-redis.ts'

/** A run of the test migration to its end, but for what a test says otherwise. */
export function aRun({ server, connection }: UsedRedis, overrides: Partial<RunRequest> = {}): RunRequest {
  return {
    url: server.url,
    connection,
    migration: baskets,
    options: { exchange: 'okx' },
    clock: systemClock,
    token: randomUUID(),
    until: 'contract',
    instancesWithinMs: 1_000,
    ...overrides,
  }
}

/** Baskets of so many owners: three lines each. */
export async function fillBaskets({ raw }: UsedRedis, owners: number, ttlMs?: number): Promise<void> {
  const pipeline = raw.pipeline()
  for (let at = 0; at < owners; at += 1) {
    const text = `rice=${at}\nsalt=0.12345678901234567\ntea=1234567890123456789`
    if (ttlMs === undefined) pipeline.set(`basket:o${at}`, text)
    else pipeline.set(`basket:o${at}`, text, 'PX', ttlMs)
  }
  await pipeline.exec()
}
