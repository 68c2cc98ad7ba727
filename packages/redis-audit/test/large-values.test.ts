import { startRedis } from '@tradingboost/testkit'
import { activePositions, positionIndex } from '@tradingboost/redis-keys'
import { expect, test } from 'vitest'
import { auditRedis } from '../src/index.ts'

test('a set of any size is walked to its last member', async () => {
  await using server = await startRedis()
  const raw = server.connect()
  await raw.eval(
    `for i = 1, 20000 do
       redis.call('SADD', KEYS[1], i .. ':okx:BTC-USDT-SWAP:long')
     end
     redis.call('SADD', KEYS[1], 'no member')
     redis.call('ZADD', KEYS[2], 1, 'here')`,
    2,
    activePositions.build({}),
    positionIndex.build({ userId: '1', exchange: 'okx' }),
  )
  const { findings } = await auditRedis(server.url)
  const orphans = findings.filter(({ kind }) => kind === 'index-orphan')
  expect(new Set(orphans.map(({ detail }) => detail)).size).toBe(20_000)
  expect(findings.filter(({ kind }) => kind === 'invalid-value').map(({ detail }) => detail)).toEqual([
    expect.stringContaining('"no member"'),
  ])
})

test('a value too large to read is a finding that says how large', async () => {
  await using server = await startRedis()
  const raw = server.connect()
  await raw.set('price:okx:A', 'x'.repeat(9_000_000), 'PX', 60_000)
  const { findings } = await auditRedis(server.url)
  expect(findings).toMatchObject([
    { kind: 'invalid-value', detail: expect.stringMatching(/^it takes [\d.]+ MiB; an audit reads up to 8 MiB/) },
  ])
})

test('a member that can be the id of no order is an orphan', async () => {
  await using server = await startRedis()
  await server.connect().sadd('orders:user:1:okx', '1234', 'x'.repeat(100))
  const { findings } = await auditRedis(server.url)
  expect(findings.map(({ kind }) => kind)).toEqual(['index-orphan', 'index-orphan'])
  expect(findings.map(({ detail }) => detail)).toContain('its member "1234" can be the id of no order')
})

test('a field with the name of what every object has is a field', async () => {
  await using server = await startRedis()
  await server.connect().hset('okx:default_settings', '__proto__', '1', 'constructor', '2')
  expect((await auditRedis(server.url)).findings).toEqual([])
})
