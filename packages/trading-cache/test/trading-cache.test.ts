import { TradingError } from '@tradingboost/domain'
import { expect, test } from 'vitest'
import { createTradingCache, LosslessNumber } from '../src/index.ts'
import { useRedis } from './use-redis.ts'

const redis = useRedis()
const symbol = 'XRP-USDT-SWAP'
const key = 'position:7:okx:XRP-USDT-SWAP:long'

async function thrown(promise: Promise<unknown>): Promise<TradingError> {
  const error: unknown = await promise.then(
    () => undefined,
    (cause: unknown) => cause,
  )
  if (error instanceof TradingError) return error
  throw new Error('no TradingError was thrown', { cause: error })
}

test('a position stands for 300 s and an order for 3,600 s, under the documented keys', async () => {
  const cache = createTradingCache(redis().connection)
  await cache.setPosition('7', symbol, 'long', { qty: 1.5 })
  await cache.setOrder('77', { status: 'open' })
  const { raw } = redis()
  expect(await raw.get(key)).toBe('{"qty":1.5}')
  expect(await raw.get('order:77')).toBe('{"status":"open"}')
  const [positionMs, orderMs] = [await raw.pttl(key), await raw.pttl('order:77')]
  expect([positionMs > 299_000 && positionMs <= 300_000, orderMs > 3_599_000 && orderMs <= 3_600_000]).toEqual([
    true,
    true,
  ])
})

test('reads what json.dumps wrote', async () => {
  const python = String.raw`{"size": 5.0, "fee": 1e-05, "cap": 1e+16, "id": 1234567890123456789, "avg": 0.12345678901234567, "note": "\uadf8\ub9ac\ub4dc", "hedged": false, "id2": null}`
  await redis().raw.set(key, python)
  expect(await createTradingCache(redis().connection).getPosition('7', symbol, 'long')).toEqual({
    size: 5,
    fee: 0.00001,
    cap: 1e16,
    id: new LosslessNumber('1234567890123456789'),
    avg: new LosslessNumber('0.12345678901234567'),
    note: '그리드',
    hedged: false,
    id2: null,
  })
})

test.each(['{"percentage": NaN}', '[]', '"text"', '123', 'null', 'None', ''])(
  'quarantines %j: an error that names the key, the bytes as they were',
  async (text) => {
    await redis().raw.set(key, text)
    const error = await thrown(createTradingCache(redis().connection).getPosition('7', symbol, 'long'))
    expect([error.code, error.retry, error.details['key']]).toEqual(['stored-value-invalid', 'never', key])
    expect(error.message).toContain(key)
    expect(await redis().raw.get(key)).toBe(text)
  },
)

test('one bad value in a bulk read is the error of its user, not of the call', async () => {
  const cache = createTradingCache(redis().connection)
  await cache.setPosition('8', symbol, 'long', { qty: 8 })
  await redis().raw.set(key, '{"a": Infinity}')
  const answers = await cache.bulkGetPositions(['8', '7', '9'], symbol, 'long')
  expect([...answers.keys()]).toEqual(['8', '7', '9'])
  expect(answers.get('8')).toEqual({ kind: 'found', position: { qty: 8 } })
  expect(answers.get('9')).toEqual({ kind: 'absent' })
  const bad = answers.get('7')
  expect(bad?.kind === 'invalid' && bad.error.details).toEqual({
    key,
    reason: 'it is not JSON: it holds a bare Infinity, which JSON has no word for',
  })
})

test('a key of another Redis type is refused by name and left alone', async () => {
  await redis().raw.hset(key, 'a', '1')
  const error = await thrown(createTradingCache(redis().connection).getPosition('7', symbol, 'long'))
  expect([error.code, error.details['keys']]).toEqual(['redis-refused', [key]])
  expect(error.message).toMatch(/WRONGTYPE/)
  expect(await redis().raw.hgetall(key)).toEqual({ a: '1' })
})

test('a bulk read of 1,000 users is one command', async () => {
  const cache = createTradingCache(redis().connection)
  await redis().raw.config('RESETSTAT')
  await cache.bulkGetPositions(
    Array.from({ length: 1_000 }, (_, at) => String(at)),
    symbol,
    'long',
  )
  const stats = await redis().raw.info('commandstats')
  expect(stats.match(/cmdstat_mget:calls=(\d+)/)?.[1]).toBe('1')
  expect(stats).not.toMatch(/cmdstat_get:/)
})

test('a bulk read of any size takes one round trip for each 1,000 users, and keeps their order', async () => {
  const cache = createTradingCache(redis().connection)
  const users = Array.from({ length: 2_500 }, (_, at) => String((at * 7_919) % 2_500))
  await Promise.all(users.map((userId) => cache.setPosition(userId, symbol, 'long', { userId })))
  await redis().raw.config('RESETSTAT')
  const answers = await cache.bulkGetPositions(users, symbol, 'long')
  expect(
    [...answers].map(([userId, answer]) => [userId, answer.kind === 'found' && answer.position['userId']]),
  ).toEqual(users.map((userId) => [userId, userId]))
  const stats = await redis().raw.info('commandstats')
  expect(stats.match(/cmdstat_mget:calls=(\d+)/)?.[1]).toBe('3')
  expect(stats).not.toMatch(/cmdstat_(get|exists):/)
})

test('a key of another type among many is the error of its user, not taken for absent', async () => {
  const cache = createTradingCache(redis().connection)
  await redis().raw.hset(key, 'a', '1')
  await cache.setPosition('8', symbol, 'long', { qty: 8 })
  const answers = await cache.bulkGetPositions(['9', '7', '8'], symbol, 'long')
  expect([answers.get('9')?.kind, answers.get('8')?.kind]).toEqual(['absent', 'found'])
  const bad = answers.get('7')
  expect(bad?.kind === 'invalid' && [bad.error.code, bad.error.details['keys']]).toEqual(['redis-refused', [key]])
})

test('what one process removes is gone for all, however often they had read it (A23, A24)', async () => {
  const here = createTradingCache(redis().connection)
  const there = createTradingCache(await redis().connect())
  await here.setPosition('7', symbol, 'long', { qty: 1 })
  expect([await there.getPosition('7', symbol, 'long'), await there.getPosition('7', symbol, 'long')]).toEqual([
    { qty: 1 },
    { qty: 1 },
  ])
  expect(await here.removePosition('7', symbol, 'long')).toBe(true)
  expect(await there.getPosition('7', symbol, 'long')).toBeUndefined()
})

test('a value that cannot be stored is an error at once, and nothing of it is served (A25)', async () => {
  const cache = createTradingCache(redis().connection)
  const error = await thrown(cache.setPosition('7', symbol, 'long', { at: new Date(0) }))
  expect([error.code, error.message]).toEqual([
    'value-not-storable',
    'data.at is a Date: convert it to text, a number or a plain object',
  ])
  expect(await cache.getPosition('7', symbol, 'long')).toBeUndefined()
  expect(await redis().raw.dbsize()).toBe(0)
})

test('another cache in the process takes nothing away (A26)', async () => {
  const cache = createTradingCache(redis().connection)
  await cache.setPosition('7', symbol, 'long', { qty: 1 })
  createTradingCache(redis().connection)
  expect(await cache.getPosition('7', symbol, 'long')).toEqual({ qty: 1 })
})

test('a write that failed is not served afterwards (A27)', async () => {
  const { server } = redis()
  const connection = await redis().connect({ commandWithinMs: 300 })
  const cache = createTradingCache(connection)
  await server.kill()
  expect((await thrown(cache.setPosition('7', symbol, 'long', { qty: 1 }))).code).toBe('redis-unavailable')
  expect((await thrown(cache.getPosition('7', symbol, 'long'))).code).toBe('redis-unavailable')
  await server.restart()
  await expect.poll(() => connection.isReady, { timeout: 5_000 }).toBe(true)
  expect(await cache.getPosition('7', symbol, 'long')).toBeUndefined()
})

test('a user id that is a number is refused, for it may have lost digits', async () => {
  const cache = createTradingCache(redis().connection)
  const asNumber = Number('600000000000000001') as unknown as string
  await expect(cache.getPosition(asNumber, symbol, 'long')).rejects.toThrow(/userId/)
})
