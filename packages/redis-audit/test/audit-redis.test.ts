import { existsSync, readFileSync } from 'node:fs'
import { TradingError } from '@tradingboost/domain'
import { startRedis, type TestRedis } from '@tradingboost/testkit'
import {
  activePositionMember,
  activePositions,
  botLease,
  order,
  position,
  positionCache,
  positionIndex,
  price,
} from '@tradingboost/redis-keys'
import type { Redis } from 'ioredis'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { auditRedis, formatAudit, type AuditFinding } from '../src/index.ts'
import { orderFields } from './planted-order.ts'

let server: TestRedis
let raw: Redis
beforeAll(async () => {
  server = await startRedis()
  raw = server.connect()
})
beforeEach(async () => {
  await raw.flushall()
})
afterAll(() => server.stop())

const place = { userId: '1001', exchange: 'okx', symbol: 'BTC/USDT:USDT', side: 'long' } as const
const account = { userId: place.userId, exchange: place.exchange } as const
const positionFields = {
  ...place,
  quantity: '1.5',
  averagePrice: '0.5231',
  realizedPnl: '0',
  fees: '0',
  revision: '1',
  openedAt: '1760486400123',
  updatedAt: '1760486400123',
}
async function openPosition(): Promise<void> {
  await raw.hset(position.build(place), positionFields)
  await raw.sadd(positionIndex.build(account), 'BTC/USDT:USDT:long')
  await raw.sadd(activePositions.build({}), activePositionMember.build(place))
}

const kinds = (findings: readonly AuditFinding[]): readonly string[] =>
  findings.map(({ kind, key }) => `${kind} ${key}`)

test('finds nothing where every key is as the catalogue says, and counts keys and bytes per family', async () => {
  await openPosition()
  await raw.set(price.build({ exchange: 'okx', symbol: 'A' }), '{"price":"0.5","at":1}', 'PX', 60_000)
  const report = await auditRedis(raw)
  expect(report.findings).toEqual([])
  expect(report.keys).toBe(4)
  expect(Object.entries(report.families).map(([name, { keys, bytes }]) => [name, keys, bytes > 40])).toEqual([
    ['activePositions', 1, true],
    ['position', 1, true],
    ['positionIndex', 1, true],
    ['price', 1, true],
  ])
})

test('an empty Redis has no keys and no findings', async () => {
  expect(await auditRedis(server.url)).toEqual({
    redis: expect.stringMatching(/^\/.*\?db=0$/),
    keys: 0,
    families: {},
    foreign: {},
    findings: [],
  })
})

test('names each kind of fault with its key, family and a sentence', async () => {
  const cache = positionCache.build(place)
  await raw.set(cache, '{}')
  await raw.set(botLease.build({ botId: 'b' }), '5', 'PX', 3_600_000)
  await raw.set('positions:active', 'text')
  await raw.set('price:okx:A', '0.5:1760490000', 'PX', 60_000)
  await raw.set('nothing:we:know', '1')
  await raw.hset('orders:1234', 'a', '{}')
  await raw.set('bot:b:memory', '{}', 'PX', 60_000)
  const { findings } = await auditRedis(raw)
  expect(findings.map(({ kind, key, family }) => [kind, key, family])).toEqual([
    ['ttl-unexpected', 'bot:b:lease', 'botLease'],
    ['ttl-unexpected', 'bot:b:memory', 'botMemory'],
    ['unknown', 'nothing:we:know', undefined],
    ['legacy', 'orders:1234', 'gridUserOrders'],
    ['ttl-missing', cache, 'positionCache'],
    ['wrong-type', 'positions:active', 'activePositions'],
    ['invalid-value', 'price:okx:A', 'price'],
  ])
  expect(findings.find(({ kind }) => kind === 'wrong-type')?.detail).toBe('it is a string where a set belongs')
  expect(findings.find(({ kind }) => kind === 'legacy')?.detail).toBe('replaced by order')
})

test('finds a member without its record, and a record that its indexes do not name', async () => {
  await openPosition()
  await raw.sadd(positionIndex.build(account), 'GONE-USDT-SWAP:short')
  await raw.hset(order.build({ clientOrderId: 'grid-1-b07' }), orderFields)
  await raw.sadd('orders:user:1002:okx', 'grid-1-b07', 'gone-1')
  await raw.zadd('orders:okx:user:1002:symbol:A:orders', '1', 'gone-2')
  const { findings } = await auditRedis(raw)
  expect(findings.map(({ kind, key, detail }) => `${kind} ${key}: ${detail}`)).toEqual([
    'index-missing orders:grid-1-b07: orders:open:okx:A does not hold "grid-1-b07"',
    'index-orphan orders:okx:user:1002:symbol:A:orders: its member "gone-2" has no record at orders:gone-2',
    'index-orphan orders:user:1002:okx: its member "gone-1" has no record at orders:gone-1',
    'index-orphan positions:index:1001:okx: its member "GONE-USDT-SWAP:short" has no record at positions:1001:okx:GONE-USDT-SWAP:short',
  ])
})

test('survives what a Redis may hold: bytes that are no text, the empty key, long names, streams', async () => {
  const bytes = Buffer.from([0xff, 0xfe, 0x3a, 0x00])
  await raw.set(bytes, '1')
  await raw.set('', '1')
  await raw.set('two\nlines', '1')
  await raw.set('x'.repeat(1_000), '1')
  await raw.xadd('stream', '*', 'a', '1')
  await raw.xadd('bot:b:memory', '*', 'a', '1')
  const report = await auditRedis(raw)
  expect(report.keys).toBe(6)
  expect(kinds(report.findings).filter((line) => line.startsWith('unknown'))).toHaveLength(5)
  expect(kinds(report.findings)).toContain('wrong-type bot:b:memory')
  expect(report.findings.filter(({ keyBase64 }) => keyBase64 !== undefined).map(({ keyBase64 }) => keyBase64)).toEqual([
    bytes.toString('base64'),
  ])
})

test('a key that vanishes between SCAN and TYPE is not counted', async () => {
  await raw.eval(
    `for i = 1, 2000 do redis.call('SET', 'price:okx:S' .. i, '{"price":"1","at":1}', 'PX', 20 + i % 30) end`,
    0,
  )
  const { findings, keys } = await auditRedis(raw, { count: 50 })
  expect(findings).toEqual([])
  expect(keys).toBeLessThanOrEqual(2_000)
})

test('writes nothing and uses no command that could', async () => {
  await openPosition()
  await raw.acl(
    'SETUSER',
    'auditor',
    'on',
    'nopass',
    '~*',
    '-@all',
    '+@read',
    '+@connection',
    '+info',
    '+dbsize',
    '+scan',
    '-@write',
    '-keys',
  )
  const reader = server.connect({ username: 'auditor', password: 'any' })
  expect((await auditRedis(reader)).findings).toEqual([])
})

test('tells how far it is', async () => {
  await raw.eval(`for i = 1, 300 do redis.call('SET', 'k' .. i, '1') end`, 0)
  const told: number[] = []
  await auditRedis(raw, { count: 100, onProgress: ({ keys, total }) => told.push(keys / total) })
  expect(told.length).toBeGreaterThan(1)
  expect(told.at(-1)).toBe(1)
})

test('says how far it got when the server dies', async () => {
  await using dying = await startRedis()
  const client = dying.connect({ maxRetriesPerRequest: 0 })
  await client.eval(`for i = 1, 1000 do redis.call('SET', 'k' .. i, '1') end`, 0)
  let killed: Promise<void> | undefined
  const audit = auditRedis(client, {
    count: 10,
    resumeWithinMs: 200,
    onProgress: () => {
      killed ??= dying.kill()
    },
  })
  const error: unknown = await audit.catch((cause: unknown) => cause)
  await killed
  expect(error).toBeInstanceOf(TradingError)
  expect(error).toMatchObject({ code: 'redis-unavailable', retry: 'later' })
  expect(String(error)).toMatch(/the audit ended after \d+ keys/)
})

test('the table shows families, the verdict and findings without control characters', async () => {
  await openPosition()
  expect(formatAudit(await auditRedis(raw))).toMatch(
    /^family +keys {2}memory\n[\s\S]*\n\n\S+\?db=0: 3 keys, every one as the catalogue says$/,
  )
  await raw.set('bad\u001b[31m', '1')
  const table = formatAudit(await auditRedis(raw))
  expect(table).toContain('4 keys, 1 findings: 1 unknown')
  expect(table).toContain(String.raw`unknown  bad\u001b[31m: `)
})

// The sample is development material that a user's clone does not have.
const sample = new URL('../../../../shared/data/legacy-sample.jsonl', import.meta.url)
if (existsSync(sample)) {
  test('every key of the recorded legacy sample is named: active, legacy with its family, or unknown with a reason', async () => {
    const rows = readFileSync(sample, 'utf8').trim().split('\n')
    for (const row of rows) await load(JSON.parse(row) as SampleRow)
    const report = await auditRedis(raw)
    expect(report.keys).toBe(rows.length)
    expect(report.findings.filter(({ kind }) => kind === 'ambiguous')).toEqual([])
    for (const { kind, family, detail } of report.findings) {
      expect(kind === 'unknown' ? detail.length > 0 : family !== undefined).toBe(true)
    }
  })
}

type SampleRow = { readonly key: string; readonly type: string; readonly ttl_ms: number; readonly value: unknown }

async function load({ key, type, ttl_ms: ttlMs, value }: SampleRow): Promise<void> {
  const flat = Array.isArray(value) ? value.flat().map(String) : []
  if (type === 'string') await raw.set(key, String(value))
  if (type === 'hash') await raw.call('hset', key, ...flat)
  if (type === 'set') await raw.call('sadd', key, ...flat)
  if (type === 'list') await raw.call('rpush', key, ...flat)
  if (type === 'zset') {
    for (const [member, score] of value as [string, string][]) await raw.zadd(key, score, member)
  }
  if (ttlMs > 0) await raw.pexpire(key, ttlMs)
}

test('names the nearest family of an unknown key and each segment that differs, the first one included', async () => {
  await raw.hset('OKX:user:1', 'is_running', '1')
  await raw.set('positions:1:OKX:BTC-USDT-SWAP:LONG', '{}')
  const { findings } = await auditRedis(raw)
  expect(findings.map(({ detail }) => detail)).toEqual([
    expect.stringMatching(/^nearest: exchangeUser: <exchange> is one of .*, not "OKX"/),
    expect.stringMatching(
      /^nearest: position: <exchange> is one of .*, not "OKX", and <side> is one of .*, not "LONG"/,
    ),
  ])
})
