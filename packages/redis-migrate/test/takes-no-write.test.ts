import type { Redis } from 'ioredis'
import { expect, test } from 'vitest'
import { runMigration } from '../src/index.ts'
import { aRun, fillBaskets } from './run-request.ts'
import { useRedis } from './use-redis.ts'

const redis = useRedis()
const begin = async (resumeWithinMs: number) =>
  await runMigration(aRun(redis(), { resumeWithinMs })).then(
    ({ phase }) => phase,
    (error: unknown) => error,
  )

test.each<[string, (raw: Redis) => Promise<unknown>, (raw: Redis) => Promise<unknown>]>([
  ['READONLY', async (raw) => await raw.replicaof('127.0.0.1', 1), async (raw) => await raw.replicaof('NO', 'ONE')],
  [
    'NOREPLICAS',
    async (raw) => await raw.config('SET', 'min-replicas-to-write', '1'),
    async (raw) => await raw.config('SET', 'min-replicas-to-write', '0'),
  ],
  [
    'MASTERDOWN',
    async (raw) => {
      await raw.config('SET', 'replica-serve-stale-data', 'no')
      await raw.replicaof('127.0.0.1', 1)
    },
    async (raw) => {
      await raw.replicaof('NO', 'ONE')
      await raw.config('SET', 'replica-serve-stale-data', 'yes')
    },
  ],
  [
    'OOM',
    async (raw) => await raw.config('SET', 'maxmemory', '1'),
    async (raw) => await raw.config('SET', 'maxmemory', '0'),
  ],
])('a server that answers and takes no write (%s) ends a run, and the next one goes on', async (word, spoil, heal) => {
  const { raw } = redis()
  await fillBaskets(redis(), 3)
  await spoil(raw)
  try {
    expect(String(await begin(300))).toMatch(word)
  } finally {
    await heal(raw)
  }
  expect(await begin(300)).toBe('contract')
})
