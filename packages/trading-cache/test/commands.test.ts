import {
  botExchanges,
  botFence,
  botMemory,
  defineKey,
  gridOrders,
  list,
  orderPlaced,
  persistent,
  position,
  string,
  tradingStatus,
} from '@tradingboost/redis-keys'
import { TradingError } from '@tradingboost/domain'
import { expect, test } from 'vitest'
import { z } from 'zod'
import {
  exists,
  expire,
  get,
  hdel,
  hget,
  hgetall,
  hmget,
  hset,
  lrange,
  mget,
  remove,
  rpush,
  sadd,
  setExpiring,
  setPersistent,
  sismember,
  smembers,
  srem,
  zadd,
  zrange,
  zrem,
  zscore,
} from '../src/commands/index.ts'
import { useRedis } from './use-redis.ts'

const redis = useRedis()
const place = { userId: '7', exchange: 'okx', symbol: 'A' } as const
const held = position.build({ ...place, side: 'long' })
const rungs = orderPlaced.build(place)
const resting = gridOrders.build(place)
const exchanges = botExchanges.build({ userId: '7' })
const status = tradingStatus.build({ userId: '7' })
const fence = botFence.build({ botId: 'b' })
const log = defineKey({
  name: 'log',
  template: 'log:<userId>',
  value: list(string(z.string())),
  lifetime: persistent,
  owner: 'shared',
  status: 'active',
  summary: 'lines',
}).build({ userId: '7' })

test('a pipeline gives each reply the type of its command, in order', async () => {
  const replies = await redis().connection.sendAll([
    setPersistent(status, 'running'),
    setExpiring(fence, '3', 60_000),
    hset(held, { quantity: '1', fees: '0' }),
    hset(rungs, { '7': '1' }),
    sadd(exchanges, 'okx', 'upbit'),
    zadd(resting, { member: 'a-1', score: 0.5 }, { member: 'b-2', score: 0.25 }),
    rpush(log, 'x', 'y'),
    get(status),
    mget([status, botMemory.build({ botId: 'b' })]),
    hget(held, 'quantity'),
    hmget(held, ['fees', 'leverage']),
    hgetall(rungs),
    sismember(exchanges, 'okx'),
    zscore(resting, 'a-1'),
    zscore(resting, 'none'),
    zrange(resting),
    zrange(resting, 1),
    lrange(log),
    hdel(held, 'fees'),
    srem(exchanges, 'okx'),
    zrem(resting, 'a-1'),
    smembers(exchanges),
    exists(log),
    expire(log, 50_000),
    remove(rungs),
    hgetall(rungs),
  ])
  expect(replies).toEqual([
    undefined,
    undefined,
    2,
    1,
    2,
    2,
    2,
    'running',
    ['running', undefined],
    '1',
    { fees: '0', leverage: undefined },
    { '7': '1' },
    true,
    0.5,
    undefined,
    [
      { member: 'b-2', score: 0.25 },
      { member: 'a-1', score: 0.5 },
    ],
    [{ member: 'a-1', score: 0.5 }],
    ['x', 'y'],
    1,
    1,
    1,
    ['upbit'],
    true,
    true,
    true,
    undefined,
  ])
  expect(await redis().raw.pttl(fence)).toBeGreaterThan(50_000)
})

test('MULTI answers the same, and nobody sees its middle', async () => {
  const replies = await redis().connection.sendTogether([
    hset(held, { quantity: '1' }),
    hgetall(held),
    hget(held, 'quantity'),
    zadd(resting, { member: 'a-1', score: 1 }),
    zrange(resting),
    remove(held),
  ])
  expect(replies).toEqual([1, { quantity: '1' }, '1', 1, [{ member: 'a-1', score: 1 }], true])
  expect(await redis().connection.sendTogether([])).toEqual([])
})

test('a command that fails inside MULTI is named with its key; the others stand', async () => {
  await redis().raw.set(held, 'text')
  const refused: unknown = await redis()
    .connection.sendTogether([setPersistent(status, 'running'), hset(held, { quantity: '1' })])
    .catch((cause: unknown) => cause)
  expect(refused instanceof TradingError && [refused.code, refused.retry]).toEqual(['redis-refused', 'never'])
  expect(String(refused)).toMatch(/HSET positions:7:okx:A:long: WRONGTYPE/)
  expect(await redis().connection.send(get(status))).toBe('running')
})

test('a lost server is said to be so, for MULTI too', async () => {
  const connection = await redis().connect()
  await connection.close()
  const error: unknown = await connection.sendTogether([get(status)]).catch((cause: unknown) => cause)
  expect(error instanceof TradingError && error.code).toBe('redis-unavailable')
})

test('fields that are undefined are left out of HSET', async () => {
  const { connection, raw } = redis()
  await connection.send(hset(held, { quantity: '1', leverage: undefined }))
  expect(await raw.hgetall(held)).toEqual({ quantity: '1' })
})
