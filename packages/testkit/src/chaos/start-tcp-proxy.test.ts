import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { Redis } from 'ioredis'
import type { RedisOptions } from 'ioredis'
import type { TestRedis } from '../start-redis.ts'
import { startRedis } from '../start-redis.ts'
import type { TcpProxy } from './start-tcp-proxy.ts'
import { startTcpProxy } from './start-tcp-proxy.ts'

let redis: TestRedis
let proxy: TcpProxy
const clients: Redis[] = []

beforeAll(async () => {
  redis = await startRedis()
})
beforeEach(async () => {
  proxy = await startTcpProxy(redis.connection)
})
afterEach(async () => {
  for (const client of clients.splice(0)) client.disconnect()
  await proxy.stop()
})
afterAll(() => redis.stop())

async function connectThroughProxy(options: Omit<RedisOptions, 'replyMapping'> = {}): Promise<Redis> {
  const client = new Redis({ host: proxy.host, port: proxy.port, retryStrategy: () => null, ...options })
  client.on('error', () => undefined)
  clients.push(client)
  await client.ping()
  return client
}

test('what goes through an undisturbed proxy arrives', async () => {
  const client = await connectThroughProxy()
  const long = 'x'.repeat(1_000_000)
  await client.set('long', long)
  expect(await client.get('long')).toBe(long)
  expect(proxy.connections()).toBe(1)
})

test('delayBy makes an answer late by the span on both ways, and keeps the order', async () => {
  const client = await connectThroughProxy()
  proxy.delayBy(40)
  const before = performance.now()
  const answers = await Promise.all([client.echo('first'), client.echo('second'), client.echo('third')])
  expect(answers).toEqual(['first', 'second', 'third'])
  expect(performance.now() - before).toBeGreaterThanOrEqual(78)
})

test('through a blackhole nothing comes back and nothing arrives', async () => {
  const client = await connectThroughProxy({ commandTimeout: 100 })
  proxy.blackhole()
  await expect(client.set('blackhole', '1')).rejects.toThrow('Command timed out')
  expect(await redis.connect().get('blackhole')).toBeNull()
})

test('with dropped replies the command arrives though the caller cannot know', async () => {
  const client = await connectThroughProxy({ commandTimeout: 100 })
  proxy.dropReplies()
  await expect(client.set('unknown-outcome', '1')).rejects.toThrow('Command timed out')
  expect(await redis.connect().get('unknown-outcome')).toBe('1')
})

test('reset ends the connection, and a new one works', async () => {
  const client = await connectThroughProxy()
  const closed = new Promise((resolve) => client.once('end', resolve))
  proxy.reset()
  await closed
  expect(await (await connectThroughProxy()).ping()).toBe('PONG')
})

test('refuse keeps new connections away until heal', async () => {
  const client = await connectThroughProxy({ retryStrategy: () => 10, maxRetriesPerRequest: 2 })
  proxy.refuse()
  await expect(client.ping()).rejects.toThrow('max retries')
  proxy.heal()
  expect(await client.ping()).toBe('PONG')
})

test('heal ends connections that lost bytes, so that no torn stream is read on', async () => {
  const client = await connectThroughProxy({ commandTimeout: 100 })
  const closed = new Promise((resolve) => client.once('end', resolve))
  proxy.blackhole()
  await expect(client.ping()).rejects.toThrow('Command timed out')
  proxy.heal()
  await closed
  expect(proxy.connections()).toBe(0)
})
