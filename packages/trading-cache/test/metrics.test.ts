import { systemClock } from '@tradingboost/domain'
import { Registry } from 'prom-client'
import { expect, onTestFinished, test } from 'vitest'
import { createCacheMeter, createNearTradingCache, createPositionStore, openNearCache } from '../src/index.ts'
import { samplePosition } from '../src/testing/sample-position.ts'
import { useRedis } from './use-redis.ts'

const redis = useRedis()
const symbol = 'XRP-USDT-SWAP'

/** The samples of a registry that are not zero, by name and labels. */
async function samplesOf(registry: Registry, metric: string): Promise<Record<string, number>> {
  const text = await registry.getSingleMetricAsString(metric)
  const samples = Array.from(
    text.matchAll(/^([^#\s].*) (\S+)$/gm),
    ([, name = '', value]) => [name, Number(value)] as const,
  )
  return Object.fromEntries(
    samples.filter(([name, value]) => value !== 0 && !name.includes('_bucket') && !name.includes('_sum')),
  )
}

test('a scripted run is counted exactly: hits, stale reads, misses, invalidations, errors and times, by family', async () => {
  const { server, raw } = redis()
  const registry = new Registry()
  const meter = createCacheMeter({ registry, seconds: () => performance.now() / 1_000 })
  const connection = await redis().connect({ meter, breaker: { afterFailures: 100 } })
  let skewMs = 0
  const clock = { ...systemClock, now: () => (systemClock.now() + skewMs) as ReturnType<typeof systemClock.now> }
  await raw.set('order:1', '{"a":1}')
  await raw.set('order:2', 'not JSON')
  const { near, close } = await openNearCache({
    connection,
    url: server.url,
    clock,
    random: () => 0,
    meter,
    silentForMs: 60_000,
  })
  onTestFinished(close)
  const cache = createNearTradingCache(connection, near)

  await cache.readOrder('1')
  for (let hit = 0; hit < 5; hit += 1) await cache.readOrder('1')
  await cache.readPosition('7', symbol, 'long')
  await cache.readPosition('7', symbol, 'long')
  await expect(cache.readOrder('2')).rejects.toThrow('order:2')
  await cache.getOrder('1')
  skewMs = 5_000
  expect((await cache.readOrder('1')).kind).toBe('stale')
  await raw.set('order:1', '{"a":2}')
  await expect.poll(() => near.size.entries).toBe(1)
  await raw.flushall()
  await expect.poll(() => near.size.entries).toBe(0)
  await raw.set('positions:7:okx:XRP-USDT-SWAP:long', 'no hash')
  await expect(createPositionStore(connection).load({ userId: '7', exchange: 'okx' }, symbol, 'long')).rejects.toThrow(
    /WRONGTYPE/,
  )
  await createPositionStore(connection).save({ userId: '8', exchange: 'okx' }, samplePosition(1))

  expect(await samplesOf(registry, 'trading_cache_reads_total')).toEqual({
    'trading_cache_reads_total{family="orderCache",result="hit"}': 5,
    'trading_cache_reads_total{family="orderCache",result="stale"}': 1,
    'trading_cache_reads_total{family="orderCache",result="miss"}': 2,
    'trading_cache_reads_total{family="positionCache",result="hit"}': 1,
    'trading_cache_reads_total{family="positionCache",result="miss"}': 1,
  })
  expect(await samplesOf(registry, 'trading_cache_invalidations_total')).toEqual({
    'trading_cache_invalidations_total{family="orderCache"}': 1,
  })
  expect(await samplesOf(registry, 'trading_cache_drops_total')).toEqual({
    'trading_cache_drops_total{cause="flush"}': 1,
  })
  expect(await samplesOf(registry, 'trading_cache_errors_total')).toEqual({
    'trading_cache_errors_total{family="orderCache",code="stored-value-invalid"}': 1,
    'trading_cache_errors_total{family="position",code="redis-refused"}': 1,
  })
  expect(await samplesOf(registry, 'trading_cache_command_seconds')).toEqual({
    'trading_cache_command_seconds_count{family="none",command="hello"}': 1,
    'trading_cache_command_seconds_count{family="orderCache",command="pipeline"}': 2,
    'trading_cache_command_seconds_count{family="orderCache",command="get"}': 1,
    'trading_cache_command_seconds_count{family="positionCache",command="pipeline"}': 1,
    'trading_cache_command_seconds_count{family="position",command="hgetall"}': 1,
    'trading_cache_command_seconds_count{family="position",command="script save-position"}': 1,
  })
})

test('a call that was not made is an error and takes no time', async () => {
  const registry = new Registry()
  const meter = createCacheMeter({ registry, seconds: () => performance.now() / 1_000 })
  const { server } = redis()
  const connection = await redis().connect({ meter, breaker: { afterFailures: 1, retryAfterMs: 60_000 } })
  const store = createPositionStore(connection)
  const load = () => store.load({ userId: '7', exchange: 'okx' }, symbol, 'long').then(() => 'answered', String)
  await server.kill()
  await load()
  expect(await load()).toMatch(/did not ask/)
  await server.restart()
  expect(await samplesOf(registry, 'trading_cache_errors_total')).toEqual({
    'trading_cache_errors_total{family="position",code="redis-unavailable"}': 2,
  })
  expect(await samplesOf(registry, 'trading_cache_command_seconds')).toEqual({
    'trading_cache_command_seconds_count{family="none",command="hello"}': 1,
    'trading_cache_command_seconds_count{family="position",command="hgetall"}': 1,
  })
})
