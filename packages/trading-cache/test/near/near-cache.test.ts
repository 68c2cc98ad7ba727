import { systemClock, TradingError } from '@tradingboost/domain'
import { orderCache, positionCache } from '@tradingboost/redis-keys'
import { startTcpProxy } from '@tradingboost/testkit'
import { describe, expect, onTestFinished, test } from 'vitest'
import {
  createNearPositionStore,
  createNearTradingCache,
  openNearCache,
  type NearCache,
  type NearCacheOptions,
  type NearTradingCache,
} from '../../src/index.ts'
import { samplePosition } from '../../src/testing/sample-position.ts'
import { useRedis } from '../use-redis.ts'

const redis = useRedis({ config: { 'enable-debug-command': 'yes' } })
const symbol = 'XRP-USDT-SWAP'
const key = 'position:7:okx:XRP-USDT-SWAP:long'

/** A near cache whose receiver may have another way to the server than the reads. */
async function open(more: Partial<NearCacheOptions> = {}): Promise<{ near: NearCache; cache: NearTradingCache }> {
  const { connection, server } = redis()
  const options = { connection, url: server.url, clock: systemClock, random: () => 0, ...more }
  const opened = await openNearCache(options)
  onTestFinished(() => opened.close())
  return { near: opened.near, cache: createNearTradingCache(options.connection, opened.near) }
}

async function commandsOf(name: string): Promise<number> {
  const stats = await redis().raw.info('commandstats')
  return Number(new RegExp(`cmdstat_${name}:calls=(\\d+)`).exec(stats)?.[1] ?? 0)
}

const read = async (cache: NearTradingCache): Promise<unknown> => (await cache.readPosition('7', symbol, 'long')).value

describe('a copy', () => {
  test('is served without asking Redis, and cannot be altered by those it is handed to', async () => {
    await redis().raw.set(key, '{"qty":1,"legs":[{"id":1234567890123456789}]}')
    const { cache } = await open()
    await redis().raw.config('RESETSTAT')
    const first = await cache.readPosition('7', symbol, 'long')
    const second = await cache.readPosition('7', symbol, 'long')
    expect([second.kind, second.value]).toEqual(['fresh', first.value])
    expect(await commandsOf('get')).toBe(1)
    const legs = second.value?.['legs'] as { id?: unknown }[]
    expect(() => Object.assign(second.value!, { qty: 2 })).toThrow(TypeError)
    expect(() => legs.push({})).toThrow(TypeError)
    expect(() => Object.assign(legs[0]!.id as object, { text: '1' })).toThrow(TypeError)
  })

  test('of nothing is kept too, until there is something', async () => {
    const { cache } = await open()
    await redis().raw.config('RESETSTAT')
    expect([await read(cache), await read(cache)]).toEqual([undefined, undefined])
    expect(await commandsOf('get')).toBe(1)
    await redis().raw.set(key, '{"qty":1}')
    await expect.poll(() => read(cache)).toEqual({ qty: 1 })
  })

  test.each([
    ['overwritten', (): Promise<unknown> => redis().raw.set(key, '{"qty":2}'), { qty: 2 }],
    ['deleted', (): Promise<unknown> => redis().raw.del(key), undefined],
    ['renamed away', (): Promise<unknown> => redis().raw.rename(key, 'elsewhere'), undefined],
    [
      'written by a script',
      (): Promise<unknown> => redis().raw.eval("redis.call('SET', KEYS[1], ARGV[1])", 1, key, '{"qty":3}'),
      { qty: 3 },
    ],
    ['given a short life', (): Promise<unknown> => redis().raw.pexpire(key, 20), undefined],
    ['flushed away with all others', (): Promise<unknown> => redis().raw.flushall(), undefined],
  ])('is dropped when its key is %s by another client', async (_how, change, after) => {
    await redis().raw.set(key, '{"qty":1}')
    const { cache } = await open()
    await read(cache)
    await change()
    await expect.poll(() => read(cache)).toEqual(after)
  })

  test('does not outlive its key, even where the server is slow to remove what has expired', async () => {
    const { cache } = await open()
    await redis().raw.call('debug', 'set-active-expire', '0')
    onTestFinished(async () => void (await redis().raw.call('debug', 'set-active-expire', '1')))
    await redis().raw.set(key, '{"qty":1}', 'PX', 60)
    expect(await read(cache)).toEqual({ qty: 1 })
    await expect.poll(() => read(cache)).toBeUndefined()
  })

  test('of a value that this process writes is dropped before the write is answered', async () => {
    const { cache } = await open()
    for (let qty = 0; qty < 50; qty += 1) {
      await cache.setPosition('7', symbol, 'long', { qty })
      expect(await read(cache)).toEqual({ qty })
    }
    await cache.removePosition('7', symbol, 'long')
    expect(await read(cache)).toBeUndefined()
    await cache.setOrder('1', { a: 1 })
    expect((await cache.readOrder('1')).value).toEqual({ a: 1 })
  })

  test('is not kept of a value that is no JSON object: each reader gets the error', async () => {
    const { cache, near } = await open()
    await redis().raw.set(key, 'NaN')
    await expect(read(cache)).rejects.toMatchObject({ code: 'stored-value-invalid', details: { key } })
    await expect(read(cache)).rejects.toMatchObject({ code: 'stored-value-invalid' })
    expect(near.size.entries).toBe(0)
  })
})

test('concurrent misses of one key are one read of Redis', async () => {
  const { cache } = await open()
  await redis().raw.set(key, '{"qty":1}')
  await redis().raw.config('RESETSTAT')
  const all = await Promise.all(Array.from({ length: 100 }, () => read(cache)))
  expect(new Set(all).size).toBe(1)
  expect(await commandsOf('get')).toBe(1)
})

test('what was read before a change is not kept when its answer comes after the change', async () => {
  await using proxy = await startTcpProxy(redis().server.connection)
  const connection = await redis().connect({ url: `redis://${proxy.host}:${proxy.port}` })
  await redis().raw.set(key, '{"qty":1}')
  const { cache, near } = await open({ connection })
  await redis().raw.config('RESETSTAT')
  proxy.delayBy(400)
  const slow = cache.readPosition('7', symbol, 'long')
  await expect.poll(() => commandsOf('get'), { interval: 10 }).toBe(1)
  await redis().raw.set(key, '{"qty":2}')
  expect((await slow).value).toEqual({ qty: 1 })
  proxy.heal()
  expect(near.size.entries).toBe(0)
  expect(await read(cache)).toEqual({ qty: 2 })
})

test('copies are bounded by their number and by their bytes', async () => {
  for (let at = 0; at < 20; at += 1) await redis().raw.set(`order:${at}`, JSON.stringify({ note: 'x'.repeat(50) }))
  const few = await open({ maxEntries: 3 })
  const small = await open({ maxBytes: 300 })
  for (let at = 0; at < 20; at += 1) {
    await few.cache.readOrder(String(at))
    await small.cache.readOrder(String(at))
  }
  expect(few.near.size.entries).toBe(3)
  expect(small.near.size.entries).toBe(4)
  expect(small.near.size.bytes).toBeLessThanOrEqual(300)
})

test('a family of whose changes nothing is heard is refused by name', async () => {
  const { connection, server } = redis()
  const options = { connection, url: server.url, clock: systemClock, random: () => 0, families: [orderCache] }
  const { near, close } = await openNearCache(options)
  onTestFinished(close)
  expect(() => near.of(positionCache, () => Promise.reject(new Error('not asked')))).toThrow(/positionCache/)
})

test('the records of positions are read through copies too, and a position closed elsewhere is gone', async () => {
  const { connection } = redis()
  const { near } = await open()
  const here = createNearPositionStore(connection, near)
  const there = createNearPositionStore(await redis().connect(), near)
  const account = { userId: '1001', exchange: 'okx' } as const
  await here.save(account, samplePosition(1))
  await here.read(account, symbol, 'long')
  const copy = await here.readFresh(account, symbol, 'long')
  expect(copy.value).toEqual(samplePosition(1))
  expect(copy.value?.quantity.plus(copy.value.averagePrice ?? 0).toFixed()).toBe('1.62345678901234567')
  await there.save(account, samplePosition(2, { quantity: '0' }))
  await expect.poll(async () => (await here.read(account, symbol, 'long')).value).toBeUndefined()
})

describe('while changes cannot be heard of', () => {
  test('every read asks Redis, at once, and copies come back only when changes are heard again', async () => {
    await using proxy = await startTcpProxy(redis().server.connection)
    const { cache, near } = await open({ url: `redis://${proxy.host}:${proxy.port}` })
    await redis().raw.set(key, '{"qty":1}')
    await read(cache)
    proxy.refuse()
    await expect.poll(() => near.isServing).toBe(false)
    for (let qty = 2; qty < 20; qty += 1) {
      await redis().raw.set(key, `{"qty":${qty}}`)
      expect(await read(cache)).toEqual({ qty })
    }
    expect(near.size.entries).toBe(0)
    proxy.heal()
    await expect.poll(() => near.isServing, { timeout: 5_000 }).toBe(true)
    expect([near.size.entries, await read(cache), near.size.entries]).toEqual([0, { qty: 19 }, 1])
  })

  test('a copy grows stale with its age told, and is dropped when the server stays silent', async () => {
    await using proxy = await startTcpProxy(redis().server.connection)
    const url = `redis://${proxy.host}:${proxy.port}`
    await redis().raw.set(key, '{"qty":1}')
    const { cache, near } = await open({ url, freshForMs: 100, silentForMs: 600 })
    await read(cache)
    proxy.blackhole()
    await redis().raw.set(key, '{"qty":2}')
    await expect.poll(() => cache.readPosition('7', symbol, 'long')).toMatchObject({ kind: 'stale', value: { qty: 1 } })
    const old = await cache.readPosition('7', symbol, 'long')
    expect(old.ageMs).toBeGreaterThan(100)
    expect(await cache.readFreshPosition('7', symbol, 'long')).toMatchObject({ kind: 'fresh', value: { qty: 2 } })
    await expect.poll(() => near.isServing, { timeout: 5_000 }).toBe(false)
    proxy.heal()
    await expect.poll(() => near.isServing, { timeout: 5_000 }).toBe(true)
    expect(await read(cache)).toEqual({ qty: 2 })
  })

  test('the reads lost as well, the copies go too: another server may answer at the address', async () => {
    const connection = await redis().connect({ name: 'reads' })
    const { cache, near } = await open({ connection })
    await redis().raw.set(key, '{"qty":1}')
    await read(cache)
    const list = String(await redis().raw.client('LIST'))
    const id = /id=(\d+) [^\n]* name=reads /.exec(list)?.[1] ?? ''
    await redis().raw.client('KILL', 'ID', id)
    await expect.poll(() => near.size.entries).toBe(0)
    await expect.poll(() => read(cache).catch(() => 'not yet'), { timeout: 5_000 }).toEqual({ qty: 1 })
  })

  test('a server that comes back with other data is believed', async () => {
    const { server } = redis()
    const connection = await redis().connect()
    const { cache, near } = await open({ connection })
    await redis().raw.set(key, '{"qty":1}')
    await read(cache)
    await server.restart()
    await redis().raw.set(key, '{"qty":9}')
    await expect.poll(() => near.isServing && connection.isReady, { timeout: 5_000 }).toBe(true)
    expect(await read(cache)).toEqual({ qty: 9 })
  })

  test('a closed near cache keeps nothing and asks Redis', async () => {
    const { connection, server } = redis()
    const { near, close } = await openNearCache({ connection, url: server.url, clock: systemClock, random: () => 0 })
    const cache = createNearTradingCache(connection, near)
    await redis().raw.set(key, '{"qty":1}')
    await read(cache)
    close()
    await redis().raw.set(key, '{"qty":2}')
    expect([near.isServing, await read(cache), near.size.entries]).toEqual([false, { qty: 2 }, 0])
  })
})

test('a server that does not tell of changes is an error that says what to check', async () => {
  const { connection, raw, server } = redis()
  await raw.acl('SETUSER', 'default', '-client|tracking')
  const error: unknown = await openNearCache({
    connection,
    url: server.url,
    clock: systemClock,
    random: () => 0,
    connectWithinMs: 150,
  }).catch((cause: unknown) => cause)
  await raw.acl('SETUSER', 'default', '+@all')
  expect(error).toBeInstanceOf(TradingError)
  expect(error).toMatchObject({ code: 'redis-unavailable', retry: 'later', cause: { message: /NOPERM/ } })
  expect((error as TradingError).message).toMatch(/CLIENT TRACKING/)
})
