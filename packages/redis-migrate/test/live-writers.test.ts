import { systemClock, TradingError } from '@tradingboost/domain'
import { startTcpProxy } from '@tradingboost/testkit'
import type { RedisConnection } from '@tradingboost/trading-cache'
import type { Redis } from 'ioredis'
import { expect, test } from 'vitest'
import { migrationStatus, rollbackMigration, runMigration, type RunRequest } from '../src/index.ts'
import { aRun, fillBaskets } from './run-request.ts'
import { baskets } from './small-migrations.ts'
import { snapshot, useRedis } from './use-redis.ts'

const redis = useRedis({
  listen: 'port',
  users: {
    legacy: (hash) =>
      `user legacy on #${hash} ~basket:* ~other:* %R~lines:* resetchannels +@all (+get ~basket:* ~spare:*)`,
    stray: (hash) => `user stray on #${hash} ~basket:* resetchannels +@all`,
  },
})
const owners = 400

interface LegacyWriter {
  /** The last text that the server took, by key. */
  readonly taken: ReadonlyMap<string, string>
  readonly refused: number
  stop(): Promise<void>
}

/** Plain SETs of whole baskets, thousands a second, over a connection that stays open. */
function writeWithoutPause(client: Redis): LegacyWriter {
  const taken = new Map<string, string>()
  const stopped = new AbortController()
  let refused = 0
  const write = async (): Promise<void> => {
    for (let round = 0; !stopped.signal.aborted; round += 1) {
      const texts = Array.from({ length: 50 }, (_, at) => {
        const owner = (round * 37 + at * 11) % owners
        return [
          `basket:o${owner}`,
          `rice=${round}\n${round % 3 === 0 ? 'tea' : 'oil'}=${at}.12345678901234567`,
        ] as const
      })
      await Promise.all(
        texts.map(async ([key, text]) => {
          try {
            await client.set(key, text)
            taken.set(key, text)
          } catch {
            refused += 1
          }
        }),
      )
      await systemClock.sleep(5)
    }
  }
  const writing = write()
  return {
    taken,
    get refused() {
      return refused
    },
    async stop() {
      stopped.abort()
      await writing
    },
  }
}

const loginOf = (user: string): { username: string; password: string; protocol: 2; enableReadyCheck: false } => {
  const { username, password } = new URL(redis().server.urlAs(user))
  return { username, password, protocol: 2, enableReadyCheck: false }
}

/** What every owner has in the new layout, in the words of the old one. */
async function newLayout(raw: Redis): Promise<ReadonlyMap<string, string>> {
  const lines = await snapshot(raw, /^(?!lines:)/)
  const rows = Map.groupBy(Object.entries(lines), ([key]) => key.split(':')[1])
  return new Map(
    [...rows].map(([owner, hashes]) => [
      `basket:${owner}`,
      hashes
        .map(([, held]) => (held as { hash: Record<string, string> }).hash)
        .map(({ item, amount }) => `${item}=${amount}`)
        .toSorted()
        .join('\n'),
    ]),
  )
}

const sorted = (text: string): string => text.split('\n').toSorted().join('\n')

test('a legacy writer that never pauses is followed, fenced, and loses nothing', async () => {
  const { raw, server } = redis()
  await fillBaskets(redis(), owners)
  const rules = await raw.acl('LIST')
  const client = server.connect(loginOf('legacy'))
  const writer = writeWithoutPause(client)
  const report = await runMigration(aRun(redis(), { until: 'cutover', legacyUsers: ['legacy'] }))
  await systemClock.sleep(50)
  await writer.stop()
  expect(report).toMatchObject({ phase: 'cutover', cutOver: { fenced: ['legacy'] }, verify: { differing: 0 } })
  expect(report.refusals).toMatchObject({ refused: 0, conflict: 0 })
  expect(writer.refused).toBeGreaterThan(0)
  expect(report.cutOver?.strays.every(({ user, key }) => user === 'legacy' && key.startsWith('basket:'))).toBe(true)
  // Every write that the server took is in both layouts, and the layouts agree for every owner.
  const moved = await newLayout(raw)
  const standing = new Map(
    await Promise.all(
      Array.from(
        { length: owners },
        async (_, at) => [`basket:o${at}`, sorted((await raw.get(`basket:o${at}`)) ?? '')] as const,
      ),
    ),
  )
  expect(moved).toEqual(standing)
  const lost = [...writer.taken].filter(([key, text]) => moved.get(key) !== sorted(text))
  expect([lost, writer.taken.size > 100]).toEqual([[], true])
  // It still reads the old keys, and writes what is none of them.
  expect(await client.get('basket:o1')).not.toBeNull()
  await client.set('other:1', 'x')
  await expect(client.set('basket:o1', 'x')).rejects.toThrow(/NOPERM/)

  await rollbackMigration(aRun(redis()))
  expect(await raw.acl('LIST')).toEqual(rules)
  await client.set('basket:o1', 'x')
})

test('a writer that nobody fenced ends the cut-over, and everything is as it was', async () => {
  const { raw, server } = redis()
  await fillBaskets(redis(), owners)
  const rules = await raw.acl('LIST')
  const writer = writeWithoutPause(server.connect(loginOf('stray')))
  await expect(
    runMigration(aRun(redis(), { until: 'cutover', legacyUsers: ['legacy'], fenceTimeoutMs: 300 })),
  ).rejects.toThrow(/still written after 300 ms .* fence every user/)
  expect(await raw.acl('LIST')).toEqual(rules)
  expect(await migrationStatus(redis().connection, baskets.id, systemClock)).toMatchObject({
    phase: 'verify',
    isFenced: false,
  })
  await writer.stop()
  const report = await runMigration(aRun(redis(), { until: 'cutover', legacyUsers: ['legacy', 'stray'] }))
  expect(report.phase).toBe('cutover')
  await rollbackMigration(aRun(redis()))
})

test('a receiver that is dropped again and again misses nothing in the end', async () => {
  const { raw, server } = redis()
  await fillBaskets(redis(), owners)
  const proxy = await startTcpProxy(server.connection)
  const writer = writeWithoutPause(server.connect(loginOf('legacy')))
  const request: RunRequest = aRun(redis(), {
    until: 'cutover',
    legacyUsers: ['legacy'],
    url: `redis://127.0.0.1:${proxy.port}`,
    limits: { latencyMs: 10_000, memoryHeadroom: 0, replicaLagBytes: 1e12 },
  })
  let drops = 0
  const done = new AbortController()
  const running = runMigration(request).finally(() => done.abort())
  while (!done.signal.aborted && drops < 50) {
    await systemClock.sleep(5)
    proxy.reset()
    drops += 1
  }
  expect((await running).phase).toBe('cutover')
  await writer.stop()
  const moved = await newLayout(raw)
  const lost = [...writer.taken].filter(([key, text]) => moved.get(key) !== sorted(text))
  expect([lost, drops]).toEqual([[], 50])
  await proxy.stop()
  await rollbackMigration(aRun(redis()))
})

test('a switch whose answer is lost stands, and so does its fence', async () => {
  const { raw, connection } = redis()
  await fillBaskets(redis(), 10)
  const rules = await raw.acl('LIST')
  let lost = 0
  const losesTheAnswer: RedisConnection = {
    ...connection,
    run: async (call) => {
      const reply = await connection.run(call)
      if (call.script.name === 'change-state' && call.args.join(' ').includes('phase cutover')) {
        lost += 1
        throw new TradingError('redis-unavailable', 'no answer', { retry: 'later' })
      }
      return reply
    },
  }
  const request = aRun(redis(), { until: 'cutover', legacyUsers: ['legacy'] })
  // The run takes up where it stands.
  expect((await runMigration({ ...request, connection: losesTheAnswer })).phase).toBe('cutover')
  expect(lost).toBe(1)
  expect(await migrationStatus(connection, baskets.id, systemClock)).toMatchObject({ phase: 'cutover', isFenced: true })
  expect(await raw.acl('LIST')).not.toEqual(rules)
  await rollbackMigration(aRun(redis()))
  expect(await raw.acl('LIST')).toEqual(rules)
})

test('a fence left up by a runner that died is lowered by the next one', async () => {
  const { raw } = redis()
  await fillBaskets(redis(), 10)
  const rules = await raw.acl('LIST')
  await runMigration(aRun(redis(), { until: 'verify' }))
  const saved = [
    { user: 'legacy', keys: ['~basket:*', '~other:*', '%R~lines:*'], selectors: ['(-@all +get ~basket:* ~spare:*)'] },
  ]
  await raw.hset('migrate:9001-baskets:state', 'fence', JSON.stringify(saved))
  await raw.acl('SETUSER', 'legacy', 'resetkeys', 'clearselectors', '%R~basket:*')
  await runMigration(aRun(redis(), { until: 'verify' }))
  expect(await raw.acl('LIST')).toEqual(rules)
})

test('a user that does not exist, or is the runner itself, is refused before anything is fenced', async () => {
  await fillBaskets(redis(), 3)
  await expect(runMigration(aRun(redis(), { legacyUsers: ['nobody'] }))).rejects.toThrow(
    /no user of Redis is called nobody/,
  )
  await expect(runMigration(aRun(redis(), { legacyUsers: ['default'] }))).rejects.toThrow(
    /itself is logged in as default/,
  )
})

test('a flush in the middle ends the run, and the next one begins anew', async () => {
  const { raw } = redis()
  await fillBaskets(redis(), 2_000)
  const running = runMigration(aRun(redis(), { rate: 2_000 }))
  while ((await raw.hget('migrate:9001-baskets:state', 'phase')) !== 'backfill') await systemClock.sleep(2)
  await raw.flushall()
  await expect(running).rejects.toThrow(/another runner took|moved on under|stands at/)
  await fillBaskets(redis(), 10)
  expect(await runMigration(aRun(redis()))).toMatchObject({ phase: 'contract', moved: 10, removed: 10 })
})
