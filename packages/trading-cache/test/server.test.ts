import { systemClock, TradingError } from '@tradingboost/domain'
import { startRedis } from '@tradingboost/testkit'
import { afterEach, expect, test } from 'vitest'
import { connectRedis, readServerFacts, type ConnectRedisOptions, type RedisConnection } from '../src/index.ts'

const opened: RedisConnection[] = []
afterEach(async () => {
  for (const connection of opened.splice(0)) await connection.close()
})
const connect = async (url: string, server?: ConnectRedisOptions['server']): Promise<RedisConnection> => {
  const connection = await connectRedis({
    url,
    clock: systemClock,
    random: () => 0.5,
    ...(server === undefined ? {} : { server }),
  })
  opened.push(connection)
  return connection
}
const refusal = async (url: string, server?: ConnectRedisOptions['server']): Promise<string> => {
  const error: unknown = await connect(url, server).catch((cause: unknown) => cause)
  if (error instanceof TradingError) return `${error.code} ${error.retry} ${error.message}`
  throw new Error('let in')
}
const writer = { writes: true, noEviction: true }

test('a node of a Cluster is refused, though it holds no key, by whoever connects', async () => {
  await using node = await startRedis({ config: { 'cluster-enabled': 'yes' } })
  expect(await refusal(node.url)).toMatch(/^redis-refused never .* is a node of a Redis Cluster .* not supported yet$/)
  expect((await readServerFacts(await connect(node.url, 'unchecked'), systemClock, 'hello')).mode).toBe('cluster')
})

test('a replica is refused to writers with the name of its primary, and taken by readers', async () => {
  await using primary = await startRedis({ listen: 'port' })
  const { port } = new URL(primary.url)
  await using replica = await startRedis({ config: { replicaof: `127.0.0.1 ${port}` } })
  expect(await refusal(replica.url, writer)).toContain(
    `is a replica and takes no writes: name its primary, 127.0.0.1:${port}`,
  )
  await connect(replica.url)
})

test('a server that evicts keys is refused to those whose keys must stay', async () => {
  await using server = await startRedis({ config: { 'maxmemory-policy': 'allkeys-lru' } })
  expect(await refusal(server.url, writer)).toMatch(/maxmemory-policy allkeys-lru.*REDIS_EVICTION=allow$/)
  await connect(server.url, { writes: true })
})

test('a user who may not ask whether a server evicts is refused with what to grant, unless eviction is allowed', async () => {
  await using server = await startRedis({
    listen: 'port',
    users: { plain: (hash) => `user plain on #${hash} ~* +@all -@dangerous` },
  })
  expect(await refusal(server.urlAs('plain'), writer)).toMatch(/does not let this user ask INFO.*grant \+info/)
  await connect(server.urlAs('plain'), { writes: true })
})

test('the facts of a server are those that it was started with', async () => {
  await using server = await startRedis({
    config: { 'min-replicas-to-write': '1', maxmemory: '100mb', 'maxmemory-policy': 'volatile-ttl' },
  })
  const facts = await readServerFacts(await connect(server.url), systemClock, 'all')
  expect(facts).toMatchObject({
    mode: 'standalone',
    role: 'primary',
    version: expect.stringMatching(/^\d+\.\d+/),
    evictionPolicy: 'volatile-ttl',
    memory: { maxBytes: 104_857_600 },
    replicas: { wanted: 1, good: 0 },
    isSnapshotFailing: false,
    user: 'default',
  })
  expect(Math.abs(facts.clockAheadMs ?? Number.NaN)).toBeLessThan(60_000)
})
