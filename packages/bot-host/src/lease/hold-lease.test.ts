import { systemClock, TradingError } from '@tradingboost/domain'
import { startRedis, type TestRedis } from '@tradingboost/testkit'
import { connectRedis, createBotStore, type RedisConnection } from '@tradingboost/trading-cache'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { markEnvironment } from '../testing/mark-environment.ts'
import { holdLease } from './hold-lease.ts'

let redis: TestRedis
let connection: RedisConnection

beforeAll(async () => {
  redis = await startRedis()
  connection = await connectRedis({ url: redis.url, clock: systemClock, random: () => 0.5 })
})
beforeEach(() => redis.connect().flushall())
afterAll(async () => {
  await connection.close()
  await redis.stop()
})

const lostLeases: TradingError[] = []
const hold = (leaseMs = 600) =>
  holdLease({
    store: createBotStore(connection),
    botId: 'b',
    environment: 'paper',
    leaseMs,
    clock: systemClock,
    onLost: (error) => lostLeases.push(error),
  })
const memoryOf = () => createBotStore(connection).loadMemory('b')

test('keeps a lease for longer than it lasts, and gives it back', async () => {
  const lease = await hold()
  await systemClock.sleep(900)
  expect(await redis.connect().exists('bot:b:lease')).toBe(1)
  await lease.release()
  expect(await redis.connect().exists('bot:b:lease')).toBe(0)
})

test('waits for the lease of a process that died', async () => {
  await createBotStore(connection).acquireLease('b', 'paper', 400)
  const before = systemClock.now()
  const lease = await hold()
  expect(systemClock.now() - before).toBeGreaterThan(300)
  await lease.release()
})

test('refuses to run a bot that another process goes on running', async () => {
  const other = await hold()
  await expect(hold()).rejects.toThrow('another process runs b: end it, or give this one another BOT_ID')
  await other.release()
})

test('takes the lease anew when Redis has lost its data, and writes', async () => {
  const lease = await hold()
  await redis.connect().flushall()
  await lease.guard((fence) => createBotStore(connection).saveMemory('b', { ok: true }, fence))
  expect(await memoryOf()).toEqual({ ok: true })
  await lease.release()
})

test('takes a lost lease anew once for all writes that notice it together', async () => {
  const lease = await hold()
  await redis.connect().flushall()
  const store = createBotStore(connection)
  const writes = [1, 2, 3].map((turn) => lease.guard((fence) => store.saveMemory('b', { turn }, fence)))
  await Promise.all(writes)
  expect(await memoryOf()).toEqual({ turn: 3 })
  await lease.release()
})

test('writes nothing after another process held the lease, though it has given it back', async () => {
  const lease = await hold()
  await redis.connect().del('bot:b:lease')
  await (await hold()).release()
  await expect(
    lease.guard((fence) => createBotStore(connection).saveMemory('b', { ok: true }, fence)),
  ).rejects.toMatchObject({ code: 'lease-lost' })
  expect(await memoryOf()).toBeUndefined()
  await lease.release()
})

test('writes nothing once another process holds the lease, and says so', async () => {
  const lease = await hold()
  await redis.connect().flushall()
  const other = await hold()
  await expect(
    lease.guard((fence) => createBotStore(connection).saveMemory('b', { ok: true }, fence)),
  ).rejects.toMatchObject({ code: 'lease-lost', retry: 'never' })
  expect(await memoryOf()).toBeUndefined()
  await expect.poll(() => lostLeases.length, { timeout: 2_000 }).toBeGreaterThan(0)
  await lease.release()
  await other.release()
})

test('does not take its own acquisition, whose answer was lost, for another process', async () => {
  const store = createBotStore(connection)
  let answersToLose = 0
  const lease = await holdLease({
    store: {
      ...store,
      acquireLease: async (...args) => {
        const outcome = await store.acquireLease(...args)
        if (answersToLose === 0) return outcome
        answersToLose -= 1
        throw new TradingError('redis-unavailable', 'the answer was lost: try again later', { retry: 'later' })
      },
    },
    botId: 'b',
    environment: 'paper',
    leaseMs: 600,
    clock: systemClock,
    onLost: (error) => lostLeases.push(error),
  })
  const lostBefore = lostLeases.length
  const write = () => lease.guard((fence) => store.saveMemory('b', { ok: true }, fence))
  answersToLose = 1
  await redis.connect().flushall()
  await expect(write()).rejects.toMatchObject({ code: 'redis-unavailable' })
  await write()
  expect(await memoryOf()).toEqual({ ok: true })
  expect(lostLeases.length).toBe(lostBefore)
  await lease.release()
})

test('gives up in a database that came to hold live data, and writes nothing there', async () => {
  const lease = await hold()
  const client = redis.connect()
  await client.flushall()
  await markEnvironment(client, 'live')
  await expect(
    lease.guard((fence) => createBotStore(connection).saveMemory('b', { ok: true }, fence)),
  ).rejects.toMatchObject({ code: 'wrong-environment' })
  await expect.poll(() => lostLeases.map(({ code }) => code)).toContain('wrong-environment')
  expect(await client.dbsize()).toBe(1)
  await lease.release()
})
