import { startRedis } from '@tradingboost/testkit'
import {
  botLease,
  catalogue,
  defineKey,
  json,
  order,
  persistent,
  positionCache,
  positionIndex,
  segments,
  userOrders,
  type AnyKeyFamily,
} from '@tradingboost/redis-keys'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { auditRedis, findingKinds } from '../src/index.ts'
import { orderFields } from './planted-order.ts'

const twin = (name: string): AnyKeyFamily =>
  defineKey({
    name,
    template: 'twins:<userId>',
    value: json(z.unknown()),
    lifetime: persistent,
    owner: 'foreign',
    status: 'deprecated',
    summary: 'One of two families with the same keys.',
  })

test('a planted fault of every kind is found, each once, and the key beside it is not', async () => {
  await using server = await startRedis()
  const raw = server.connect()
  const planted = {
    legacy: 'orders:1234',
    unknown: 'nothing:we:know',
    ambiguous: 'twins:1',
    'wrong-type': 'positions:active',
    'invalid-value': 'price:okx:A',
    'ttl-missing': positionCache.build({ userId: '1', exchange: 'okx', symbol: 'A', side: 'long' }),
    'ttl-unexpected': botLease.build({ botId: 'b' }),
    'index-orphan': positionIndex.build({ userId: '1', exchange: 'okx' }),
    'index-missing': order.build({ clientOrderId: 'grid-1-b07' }),
  }
  await raw.hset(planted.legacy, 'a', '{}')
  await raw.set(planted.unknown, '1')
  await raw.set(planted.ambiguous, '{}')
  await raw.set(planted['wrong-type'], 'text')
  await raw.set(planted['invalid-value'], '0.5:1760490000', 'PX', 60_000)
  await raw.set(planted['ttl-missing'], '{}')
  await raw.set(planted['ttl-unexpected'], '5', 'PX', 3_600_000)
  await raw.sadd(planted['index-orphan'], 'A:long')
  await raw.hset(planted['index-missing'], { ...orderFields, status: 'filled' })
  await raw.set('price:okx:B', '{"price":"1","at":1}', 'PX', 60_000)

  const report = await auditRedis(server.url, { catalogue: [...catalogue, twin('oneTwin'), twin('otherTwin')] })
  expect(report.keys).toBe(10)
  expect(Object.fromEntries(report.findings.map(({ kind, key }) => [kind, key]))).toEqual(planted)
  expect(report.findings).toHaveLength(findingKinds.length)
})

test('of one family only its keys are counted, and an unknown family is refused', async () => {
  await using server = await startRedis()
  const raw = server.connect()
  await raw.sadd(userOrders.build({ userId: '1', exchange: 'okx' }), 'grid-1-b07')
  await raw.set('orders:user:1:okx:more', '1')
  await raw.set('price:okx:A', 'no price')
  const { keys, families, findings } = await auditRedis(server.url, { family: 'userOrders' })
  expect([keys, Object.keys(families), findings.map(({ kind }) => kind)]).toEqual([1, ['userOrders'], ['index-orphan']])
  await expect(auditRedis(server.url, { family: 'usrOrders' })).rejects.toMatchObject({ code: 'invalid-config' })
})

test('a sample reads so many values of each family and judges every name, type and lifetime', async () => {
  await using server = await startRedis()
  const raw = server.connect()
  await raw.eval(`for i = 1, 100 do redis.call('SET', 'price:okx:S' .. i, 'no price', 'PX', 60000) end`, 0)
  await raw.eval(`for i = 1, 100 do redis.call('SET', 'bot:b' .. i .. ':lease', 'x') end`, 0)
  const { findings, families } = await auditRedis(server.url, { sample: 10 })
  const count = (kind: string): number => findings.filter((finding) => finding.kind === kind).length
  expect([families['price']?.keys, count('invalid-value'), count('ttl-missing')]).toEqual([100, 20, 100])
})

test('every deprecated family names a key that is built of its examples', async () => {
  await using server = await startRedis()
  const raw = server.connect()
  const deprecated = catalogue.filter(({ status }) => status === 'deprecated')
  const keys = new Map<string, AnyKeyFamily>()
  for (const family of deprecated) {
    const key = family.buildChecked(Object.fromEntries(family.parameters.map((name) => [name, exampleOf(name)])))
    if (!keys.has(key)) keys.set(key, family)
  }
  for (const [key, { type }] of keys) {
    if (type === 'string') await raw.set(key, '{}')
    if (type === 'hash') await raw.hset(key, 'a', '1')
    if (type === 'set') await raw.sadd(key, 'a')
    if (type === 'zset') await raw.zadd(key, '1', 'a')
    if (type === 'list') await raw.rpush(key, 'a')
  }
  const { findings } = await auditRedis(server.url)
  const unnamed = findings.filter(
    ({ kind, family, key }) => kind !== 'ambiguous' && family === undefined && keys.has(key),
  )
  expect(unnamed).toEqual([])
  expect(findings.filter(({ kind }) => kind === 'legacy').length).toBeGreaterThan(100)
})

function exampleOf(name: string): unknown {
  return Object.entries(segments).find(([segment]) => segment === name)?.[1].examples[0]
}
