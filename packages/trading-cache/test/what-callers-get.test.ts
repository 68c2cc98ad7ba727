import { epochMs, price, systemClock, TradingError, type EpochMs } from '@tradingboost/domain'
import { startRedis, startTcpProxy, type TcpProxy, type TestRedis } from '@tradingboost/testkit'
import { describe, expect, test } from 'vitest'
import {
  connectRedis,
  createBotStore,
  createGridOrderStore,
  createNearTradingCache,
  createOrderStore,
  createPositionStore,
  createPriceStore,
  createTradingCache,
  openNearCache,
  type RedisConnection,
} from '../src/index.ts'
import { sampleOrder } from '../src/testing/sample-order.ts'
import { samplePosition } from '../src/testing/sample-position.ts'

const account = { userId: '7', exchange: 'okx' } as const
const symbol = 'XRP-USDT-SWAP'
const grid = { ...account, symbol }
const longAgo = epochMs(1_760_486_400_000)
const stopped: { now(): EpochMs; sleep(): Promise<void> } = { now: () => longAgo, sleep: async () => undefined }

type Calls = Readonly<Record<string, () => Promise<unknown>>>

/** Every read of the cache and the stores. */
function readsOf(connection: RedisConnection): Calls {
  const cache = createTradingCache(connection)
  const positions = createPositionStore(connection)
  const orders = createOrderStore(connection)
  const bots = createBotStore(connection)
  return {
    getPosition: () => cache.getPosition('7', symbol, 'long'),
    bulkGetPositions: () => cache.bulkGetPositions(['7', '8', '7'], symbol, 'long'),
    getOrder: () => cache.getOrder('1'),
    'positions.load': () => positions.load(account, symbol, 'long'),
    'positions.list': () => positions.list(account),
    'positions.history': () => positions.history(account),
    'orders.load': () => orders.load(sampleOrder().order.clientOrderId),
    'orders.listOpen': () => orders.listOpen('okx', symbol),
    'grid.load': () => createGridOrderStore(connection, grid).load(),
    'prices.load': () => createPriceStore(connection, stopped).load('okx', symbol, 1_000),
    'bots.loadMemory': () => bots.loadMemory('grid-1'),
    'bots.heartbeat': () => bots.heartbeat('grid-1'),
  }
}

/** Writes of each kind: one command, a script, a script over several keys. */
function writesOf(connection: RedisConnection, revision: number): Calls {
  const cache = createTradingCache(connection)
  const orders = createOrderStore(connection)
  const bots = createBotStore(connection)
  const order = sampleOrder({ revision })
  return {
    setPosition: () => cache.setPosition('7', symbol, 'long', { qty: 1 }),
    setOrder: () => cache.setOrder('1', { state: 'live' }),
    'positions.save': () => createPositionStore(connection).save(account, samplePosition(revision)),
    'orders.save': () => orders.save(order),
    'grid.place': () => createGridOrderStore(connection, grid).place(7, order),
    'prices.save': () =>
      createPriceStore(connection, stopped).save('okx', symbol, { price: price('0.5'), at: longAgo }),
    'bots.saveMemory': () => bots.saveMemory('grid-1', { rung: 7 }),
    'bots.beat': () => bots.beat('grid-1', { at: longAgo, said: { status: 'running' } }),
  }
}

async function outcomesOf(calls: Calls): Promise<Readonly<Record<string, unknown>>> {
  const outcomes = Object.entries(calls).map(
    async ([name, call]) => [name, await call().catch((error: unknown) => said(error))] as const,
  )
  return Object.fromEntries(await Promise.all(outcomes))
}

const said = (error: unknown): string =>
  error instanceof TradingError ? `${error.code}, try again ${error.retry}` : `untyped: ${String(error)}`

const all = (calls: Calls, outcome: string): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.keys(calls).map((name) => [name, outcome]))

interface Place {
  readonly redis: TestRedis
  readonly proxy: TcpProxy
  readonly connection: RedisConnection
}

async function withRedis(
  config: Readonly<Record<string, string>>,
  work: (place: Place) => Promise<void>,
): Promise<void> {
  await using redis = await startRedis({ config })
  await using proxy = await startTcpProxy(redis.connection)
  const connection = await connectRedis({
    url: `redis://${proxy.host}:${proxy.port}`,
    clock: systemClock,
    random: () => 0,
    commandWithinMs: 300,
    breaker: { afterFailures: 1_000 },
  })
  await outcomesOf(writesOf(connection, 1))
  await work({ redis, proxy, connection })
  await connection.close()
}

const unavailable = 'redis-unavailable, try again later'

describe('a Redis that cannot be asked', () => {
  test.each<readonly [string, Readonly<Record<string, string>>, (place: Place) => Promise<void> | void]>([
    ['gone', {}, ({ redis }) => redis.kill()],
    ['slower than the time limit', {}, ({ proxy }) => proxy.delayBy(5_000)],
    ['silent', {}, ({ proxy }) => proxy.blackhole()],
    ['that answers to nobody', {}, ({ proxy }) => proxy.dropReplies()],
    ['that refuses connections', {}, ({ proxy }) => proxy.refuse()],
  ])('(%s) is an error to every read and every write, never "not there"', async (_what, config, begin) => {
    await withRedis(config, async (place) => {
      await begin(place)
      const [reads, writes] = [readsOf(place.connection), writesOf(place.connection, 2)]
      expect(await outcomesOf({ ...reads, ...writes })).toEqual(all({ ...reads, ...writes }, unavailable))
      place.proxy.heal()
    })
  })

  test('(loading its data) is an error to every read and every write until it has read them', async () => {
    const slow = { 'key-load-delay': '10000', 'loading-process-events-interval-bytes': '1024' }
    await withRedis(slow, async ({ redis, connection }) => {
      const before = await outcomesOf(readsOf(connection))
      const admin = redis.connect()
      await Promise.all(Array.from({ length: 300 }, (_, at) => admin.set(`filler-${at}`, 'x'.repeat(100))))
      await admin.save()
      await redis.kill()
      const restarting = redis.restart()
      const [reads, writes] = [readsOf(connection), writesOf(connection, 2)]
      expect(await outcomesOf({ ...reads, ...writes })).toEqual(all({ ...reads, ...writes }, unavailable))
      await restarting
      await expect.poll(() => outcomesOf(readsOf(connection)), { timeout: 10_000 }).toEqual(before)
    })
  })
})

describe('a Redis that cannot write', () => {
  test('(out of memory) answers every read as before, and refuses each write that needs room, with advice', async () => {
    await withRedis({}, async ({ redis, connection }) => {
      const before = await outcomesOf(readsOf(connection))
      await redis.connect().config('SET', 'maxmemory', '1')
      const writes = writesOf(connection, 2)
      expect(await outcomesOf(writes)).toEqual({
        ...all(writes, 'redis-refused, try again later'),
        // Redis lets a script go on that begins by a removal: these write everything.
        'positions.save': { kind: 'saved' },
        'orders.save': 'saved',
        'grid.place': 'saved',
      })
      const after = await outcomesOf(readsOf(connection))
      expect(Object.keys(after).filter((name) => typeof after[name] === 'string')).toEqual([])
      expect(after['bulkGetPositions']).toEqual(before['bulkGetPositions'])
      await redis.connect().config('SET', 'maxmemory', '0')
    })
  })

  test('(read-only) answers every read as before, and is not available to any write', async () => {
    await withRedis({}, async ({ redis, connection }) => {
      const before = await outcomesOf(readsOf(connection))
      await redis.connect().replicaof('127.0.0.1', 1)
      const writes = writesOf(connection, 2)
      expect(await outcomesOf(writes)).toEqual(all(writes, unavailable))
      expect(await outcomesOf(readsOf(connection))).toEqual(before)
      await redis.connect().replicaof('NO', 'ONE')
    })
  })
})

test('a Redis restarted with other data tells those to every read, and nothing of what it held before', async () => {
  await withRedis({}, async ({ redis, connection }) => {
    await using empty = await startRedis()
    const fresh = await connectRedis({ url: empty.url, clock: systemClock, random: () => 0 })
    const nothing = await outcomesOf(readsOf(fresh))
    await fresh.close()
    await redis.restart()
    await expect.poll(() => outcomesOf(readsOf(connection)), { timeout: 10_000 }).toEqual(nothing)
  })
})

test('a bulk read of several chunks that loses Redis half way is an error, not an answer for some', async () => {
  await withRedis({}, async ({ proxy, connection }) => {
    const users = Array.from({ length: 2_500 }, (_, at) => String(at))
    const cut: RedisConnection = {
      ...connection,
      send: async (command) => {
        const reply = await connection.send(command)
        // The last answer of the first chunk: no other will come.
        if (command.name === 'exists') proxy.refuse()
        return reply
      },
    }
    expect(
      (await outcomesOf({ bulk: () => createTradingCache(cut).bulkGetPositions(users, symbol, 'long') }))['bulk'],
    ).toBe(unavailable)
    proxy.heal()
  })
})

test('a read through copies never serves one to what places orders once Redis cannot be asked', async () => {
  await withRedis({}, async ({ redis, proxy, connection }) => {
    const { near, close } = await openNearCache({
      connection,
      url: `redis://${proxy.host}:${proxy.port}`,
      clock: systemClock,
      random: () => 0,
      freshForMs: 200,
      silentForMs: 400,
    })
    const cache = createNearTradingCache(connection, near)
    const read = (): Promise<unknown> => cache.readFreshPosition('7', symbol, 'long')
    expect(await read()).toMatchObject({ kind: 'fresh', value: { qty: 1 } })
    await redis.freeze()
    await expect.poll(async () => (await outcomesOf({ read }))['read'], { timeout: 5_000 }).toBe(unavailable)
    await redis.thaw()
    close()
  })
})

test('after the time to wait one call finds out whether Redis answers, the others fail at once until it has', async () => {
  await using redis = await startRedis()
  await using proxy = await startTcpProxy(redis.connection)
  const connection = await connectRedis({
    url: `redis://${proxy.host}:${proxy.port}`,
    clock: systemClock,
    random: () => 0,
    commandWithinMs: 150,
    breaker: { afterFailures: 2, retryAfterMs: 300 },
  })
  const cache = createTradingCache(connection)
  const read = async (): Promise<string> =>
    await cache.getPosition('7', symbol, 'long').then(
      () => 'answered',
      (error: unknown) => (/has not answered lately/.test(String(error)) ? 'not asked' : 'asked in vain'),
    )
  await redis.freeze()
  expect([await read(), await read()]).toEqual(['asked in vain', 'asked in vain'])
  expect(await read()).toBe('not asked')
  await systemClock.sleep(350)
  expect((await Promise.all([read(), read(), read()])).toSorted()).toEqual(['asked in vain', 'not asked', 'not asked'])
  await redis.thaw()
  await expect.poll(read, { timeout: 5_000 }).toBe('answered')
  expect(await Promise.all([read(), read(), read()])).toEqual(['answered', 'answered', 'answered'])
  await connection.close()
})
