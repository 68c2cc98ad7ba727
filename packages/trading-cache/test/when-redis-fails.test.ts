import { systemClock, TradingError } from '@tradingboost/domain'
import { startRedis, startTcpProxy, type TestRedis } from '@tradingboost/testkit'
import { describe, expect, onTestFinished, test } from 'vitest'
import {
  connectRedis,
  createBotStore,
  createPositionStore,
  createTradingCache,
  type ConnectRedisOptions,
  type RedisConnection,
  type TradingCache,
} from '../src/index.ts'
import { samplePosition } from '../src/testing/sample-position.ts'

const symbol = 'XRP-USDT-SWAP'
const account = { userId: '7', exchange: 'okx' } as const

interface Subject {
  readonly cache: TradingCache
  readonly connection: RedisConnection
}

async function open(url: string, more: Partial<ConnectRedisOptions> = {}): Promise<Subject> {
  const connection = await connectRedis({ url, clock: systemClock, random: () => 0, ...more })
  onTestFinished(() => connection.close())
  return { cache: createTradingCache(connection), connection }
}

async function start(config: Record<string, string> = {}): Promise<TestRedis> {
  const server = await startRedis({ config })
  onTestFinished(() => server.stop())
  return server
}

const read = (cache: TradingCache): Promise<unknown> => cache.getPosition('7', symbol, 'long')
const write = (cache: TradingCache): Promise<unknown> => cache.setPosition('7', symbol, 'long', { qty: 1 })

async function thrown(promise: Promise<unknown>): Promise<TradingError> {
  const error: unknown = await promise.then(
    () => undefined,
    (cause: unknown) => cause,
  )
  if (error instanceof TradingError) return error
  throw new Error('no TradingError was thrown', { cause: error })
}

const whatOf = async (promise: Promise<unknown>): Promise<string> => {
  const { code, retry } = await thrown(promise)
  return `${code}, try again ${retry}`
}

const answersAgain = (cache: TradingCache): Promise<unknown> =>
  expect.poll(() => read(cache).then(() => 'answers', String), { timeout: 10_000 }).toBe('answers')

describe('Redis gone', () => {
  test('is an error to every reader and writer, never "no position", and all works when it is back', async () => {
    const server = await start()
    const { cache, connection } = await open(server.url)
    await write(cache)
    await server.kill()
    const calls = [
      read(cache),
      write(cache),
      cache.bulkGetPositions(['7', '8'], symbol, 'long'),
      cache.removePosition('7', symbol, 'long'),
      createPositionStore(connection).list(account),
      createPositionStore(connection).save(account, samplePosition(1)),
    ]
    expect(new Set(await Promise.all(calls.map(whatOf)))).toEqual(new Set(['redis-unavailable, try again later']))
    await server.restart()
    await answersAgain(cache)
  })

  test('is said at once after some calls, with the time to try again', async () => {
    const server = await start()
    const { cache } = await open(server.url, { breaker: { afterFailures: 3, retryAfterMs: 60_000 } })
    await server.kill()
    await Promise.all([1, 2, 3].map(() => thrown(read(cache))))
    const { details, message, cause } = await thrown(read(cache))
    expect(details['retryAfterMs']).toBeGreaterThan(50_000)
    expect(message).toMatch(/did not ask Redis .* for GET: it has not answered lately; try again in \d+ ms/)
    expect(cause).toBeUndefined()
    // A new connection says more than the time that was to be waited.
    await server.restart()
    await answersAgain(cache)
  })

  test('lets only so many calls wait for the connection', async () => {
    const server = await start()
    const { cache, connection } = await open(server.url, { mostWaiting: 10, breaker: { afterFailures: 1_000 } })
    await server.kill()
    await expect.poll(() => connection.isReady).toBe(false)
    const errors = await Promise.all(Array.from({ length: 50 }, () => thrown(read(cache))))
    const refused = errors.filter(({ message }) => message.includes('10 calls wait for it'))
    expect([refused.length, errors.length]).toEqual([40, 50])
  })

  test('for a moment is not noticed by those who wait for the connection', async () => {
    const server = await start()
    await using proxy = await startTcpProxy(server.connection)
    const { cache, connection } = await open(`redis://${proxy.host}:${proxy.port}`)
    proxy.reset()
    await expect.poll(() => connection.isReady, { interval: 1 }).toBe(false)
    expect(await read(cache)).toBeUndefined()
  })
})

describe('Redis slow', () => {
  test('is an error when the time limit is over, and then at once until one call is answered', async () => {
    const server = await start()
    await using proxy = await startTcpProxy(server.connection)
    const { cache } = await open(`redis://${proxy.host}:${proxy.port}`, {
      commandWithinMs: 300,
      breaker: { afterFailures: 2, retryAfterMs: 60_000 },
    })
    await write(cache)
    proxy.delayBy(5_000)
    const errors = await Promise.all([thrown(read(cache)), thrown(write(cache))])
    expect(errors.map(({ message }) => /no answer within 300 ms|connection is lost/.test(message))).toEqual([
      true,
      true,
    ])
    expect((await thrown(read(cache))).message).toMatch(/has not answered lately/)
    proxy.heal()
    proxy.reset()
    await answersAgain(cache)
    expect(await read(cache)).toEqual({ qty: 1 })
  })

  test('a connection on which nothing arrives any more is made anew', async () => {
    const server = await start()
    await using proxy = await startTcpProxy(server.connection)
    const { cache, connection } = await open(`redis://${proxy.host}:${proxy.port}`, { commandWithinMs: 200 })
    const changes: string[] = []
    connection.watch(({ kind }) => changes.push(kind))
    proxy.blackhole()
    expect(await whatOf(read(cache))).toBe('redis-unavailable, try again later')
    await expect.poll(() => changes).toContain('lost')
    proxy.heal()
    await answersAgain(cache)
    expect(changes.at(-1)).toBe('ready')
  })

  test('a call of several round trips has an end of its own', async () => {
    const server = await start()
    const { connection } = await open(server.url, { overallWithinMs: 50 })
    const error = await thrown(connection.whole('smembers', ['a'], () => new Promise(() => undefined)))
    expect(error.message).toMatch(/SMEMBERS a: no answer within 50 ms/)
  })
})

describe('Redis out of memory', () => {
  test('refuses writes with advice, still answers reads, and does not stop other calls', async () => {
    const server = await start()
    const { cache, connection } = await open(server.url)
    await write(cache)
    await server.connect().config('SET', 'maxmemory', '1')
    const errors = await Promise.all(Array.from({ length: 10 }, () => thrown(write(cache))))
    expect(new Set(errors.map(({ code, retry }) => `${code} ${retry}`))).toEqual(new Set(['redis-refused later']))
    expect(errors[0]?.message).toMatch(/OOM.*free memory/)
    const bots = createBotStore(connection)
    expect(await whatOf(bots.saveMemory('grid-1', {}))).toBe('redis-refused, try again later')
    // The server lets a script go on whose first write needs no memory, as a removal: it writes everything, not a part.
    const store = createPositionStore(connection)
    expect(await store.save(account, samplePosition(1))).toEqual({ kind: 'saved' })
    expect((await store.list(account)).items).toEqual([samplePosition(1)])
    expect(await read(cache)).toEqual({ qty: 1 })
    await server.connect().config('SET', 'maxmemory', '0')
    await write(cache)
  })
})

describe('Redis read-only', () => {
  test('refuses writes as not available, still answers reads, and does not stop other calls', async () => {
    const server = await start()
    const { cache, connection } = await open(server.url)
    await write(cache)
    const admin = server.connect()
    await admin.replicaof('127.0.0.1', 1)
    const errors = await Promise.all(Array.from({ length: 10 }, () => thrown(write(cache))))
    expect(new Set(errors.map(({ code, retry }) => `${code} ${retry}`))).toEqual(new Set(['redis-unavailable later']))
    expect(errors[0]?.message).toMatch(/READONLY/)
    expect(await whatOf(createPositionStore(connection).save(account, samplePosition(1)))).toBe(
      'redis-unavailable, try again later',
    )
    expect(await read(cache)).toEqual({ qty: 1 })
    await admin.replicaof('NO', 'ONE')
    await write(cache)
  })
})

describe('Redis loading its data', () => {
  test('is an error to those who ask, and answers what it has loaded when it is done', async () => {
    const slow = { 'key-load-delay': '2000', 'loading-process-events-interval-bytes': '1024' }
    const server = await start(slow)
    const { cache } = await open(server.url)
    await write(cache)
    const admin = server.connect()
    await Promise.all(Array.from({ length: 400 }, (_, at) => admin.set(`filler-${at}`, 'x'.repeat(100))))
    await admin.save()
    await server.kill()
    const restarting = server.restart()
    const said = new Set<string>()
    await expect
      .poll(
        async () => {
          const answer = await read(cache).catch((error: unknown) => String(error))
          said.add(/LOADING/.exec(String(answer))?.[0] ?? 'something else')
          return answer
        },
        { timeout: 20_000, interval: 5 },
      )
      .toEqual({ qty: 1 })
    expect(said).toContain('LOADING')
    await restarting
  })
})

describe('Redis restarted with other data', () => {
  test('is believed: what it lost is not there, what it has is', async () => {
    const server = await start()
    const { cache } = await open(server.url)
    await write(cache)
    await server.restart()
    await answersAgain(cache)
    expect(await read(cache)).toBeUndefined()
    await server.connect().set('position:7:okx:XRP-USDT-SWAP:long', '{"qty":9}')
    expect(await read(cache)).toEqual({ qty: 9 })
  })
})

test('closing waits for the answers under way', async () => {
  const server = await start()
  const { cache, connection } = await open(server.url)
  const writing = Array.from({ length: 5_000 }, (_, at) => cache.setOrder(String(at), { at }))
  await connection.close()
  await Promise.all(writing)
  expect(await server.connect().dbsize()).toBe(5_000)
})

test('closing does not wait for a server that does not answer', async () => {
  const server = await start()
  const { cache, connection } = await open(server.url, { commandWithinMs: 100 })
  await server.freeze()
  const reading = whatOf(read(cache))
  await connection.close()
  expect(await reading).toBe('redis-unavailable, try again later')
  await server.thaw()
})
