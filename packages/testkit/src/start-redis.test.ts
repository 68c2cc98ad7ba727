import { afterEach, expect, test } from 'vitest'
import type { StartTestRedisOptions, TestRedis } from './start-redis.ts'
import { startRedis } from './start-redis.ts'

let redis: TestRedis | undefined
const start = async (options?: StartTestRedisOptions): Promise<TestRedis> => {
  redis = await startRedis(options)
  return redis
}
afterEach(() => redis?.stop())

test('a client of a fresh server finds it empty and can write', async () => {
  const client = (await start()).connect()
  expect(await client.dbsize()).toBe(0)
  await client.set('greeting', 'hello')
  expect(await client.get('greeting')).toBe('hello')
})

test('two servers share nothing', async () => {
  const first = await start()
  await using second = await startRedis()
  await first.connect().set('greeting', 'hello')
  expect(await second.connect().get('greeting')).toBeNull()
})

test('a server on a port is reached by its url', async () => {
  const { url, connection } = await start({ listen: 'port' })
  expect(url).toMatch(/^redis:\/\/127\.0\.0\.1:\d+$/)
  expect(connection).toEqual({ host: '127.0.0.1', port: Number(new URL(url).port) })
})

test('after a kill and a restart the same client works again, on an empty server', async () => {
  const server = await start()
  const client = server.connect({ retryStrategy: () => 20 })
  await client.set('greeting', 'hello')
  await server.kill()
  await server.restart()
  expect(await client.get('greeting')).toBeNull()
})

test('with appendonly the data outlives a kill', async () => {
  const server = await start({ config: { appendonly: 'yes', appendfsync: 'always' } })
  const client = server.connect({ retryStrategy: () => 20 })
  await client.set('greeting', 'hello')
  await server.kill()
  await server.restart()
  expect(await client.get('greeting')).toBe('hello')
})

test('a killed server refuses, a frozen one keeps silent until it is thawed', async () => {
  const server = await start()
  const client = server.connect({ commandTimeout: 200, retryStrategy: () => null })
  await client.ping()
  await server.freeze()
  await expect(client.ping()).rejects.toThrow('Command timed out')
  await server.thaw()
  expect(await client.ping()).toBe('PONG')
  await server.kill()
  await expect(client.ping()).rejects.toThrow('Connection is closed')
})
