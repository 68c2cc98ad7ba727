import { existsSync, readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { identify, redisTypes, type AnyKeyFamily } from '@tradingboost/redis-keys'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { KeyContent } from '../src/key-content.ts'
import type { Migration, SourceRecord } from '../src/migration.ts'
import { migrations } from '@tradingboost/layout-migrations'
import { answerOf, ccxtRow, listOf, okxRow, raw } from '../src/testing/a-row.ts'

// Keys as the original wrote them into a real Redis. The sample is no part of the project: where it is missing, the keys
// made up below stand alone.
const sample = new URL('../../../../shared/data/legacy-sample.jsonl', import.meta.url)
const pairs = z.array(z.tuple([z.string(), z.string()]))
const line = z.object({ key: z.string(), type: z.enum(redisTypes), ttl_ms: z.number(), value: z.unknown() })
type Line = z.infer<typeof line>

const options = { exchange: 'okx' }

const made: readonly Line[] = [
  { key: 'okx:positions:1', type: 'string', ttl_ms: 20_000, value: listOf(okxRow(), okxRow({ posSide: 'short' })) },
  { key: 'okx:positions:2', type: 'string', ttl_ms: 300_000, value: answerOf(okxRow({ posSide: 'net', pos: '-1.5' })) },
  { key: 'okx:positions:3', type: 'string', ttl_ms: 20_000, value: listOf(okxRow({ instId: undefined })) },
  { key: 'binance:positions:4:BTCUSDT', type: 'string', ttl_ms: 300_000, value: listOf(ccxtRow()) },
  {
    key: 'binance:positions:5:BTCUSDT',
    type: 'string',
    ttl_ms: 300_000,
    value: listOf(ccxtRow({ contracts: raw('0.0') })),
  },
  { key: 'position:6:BTC-USDT-SWAP', type: 'string', ttl_ms: 300_000, value: '{"side": "long", "pnl": -1e-08}' },
  { key: 'user:7:position:BTC/USDT:USDT:short', type: 'string', ttl_ms: 300_000, value: '{"size": "1"}' },
  { key: 'user:8:position:BTC-USDT-SWAP:long', type: 'hash', ttl_ms: -1, value: [['size', '1']] },
  {
    key: 'okx:user:9:symbol:BTC-USDT:order_placed',
    type: 'hash',
    ttl_ms: -1,
    value: [
      ['3', '1'],
      ['4', 'false'],
    ],
  },
  { key: 'okx:user:9:symbol:ETH-USDT:order_placed', type: 'hash', ttl_ms: 890_000, value: [['64000.5', 'true']] },
  { key: 'orders:okx:user:9:symbol:BTC-USDT:orders', type: 'string', ttl_ms: 45_000, value: '[64123.456, 1e-08]' },
  { key: 'orders:okx:user:9:symbol:BTC-USDT:order_placed_index', type: 'hash', ttl_ms: 9_000, value: [['2', 'true']] },
]

function contentOf({ type, value }: Line): KeyContent {
  switch (type) {
    case 'string':
      return { type, text: z.string().parse(value) }
    case 'hash':
      return { type, fields: pairs.parse(value) }
    case 'zset':
      return { type, members: pairs.parse(value).map(([member, score]) => ({ member, score })) }
    case 'set':
      return { type, members: z.array(z.string()).parse(value) }
    case 'list':
      return { type, elements: z.array(z.string()).parse(value) }
  }
}

/** The migration of a key with the key as its source; a key of another type under a name of the family is one too. */
function sourceOf(one: Line): { readonly migration: Migration; readonly source: SourceRecord } | undefined {
  for (const migration of migrations) {
    const families = migration.from.filter((family) => family.read(one.key) !== undefined)
    const family: AnyKeyFamily | undefined = families.find(({ type }) => type === one.type) ?? families[0]
    const params = family?.read(one.key)
    if (family === undefined || params === undefined) continue
    const ttlMs = one.ttl_ms < 0 ? undefined : one.ttl_ms
    return { migration, source: { family, key: one.key, params, content: contentOf(one), ttlMs } }
  }
  return undefined
}

/** What is wrong with what a migration makes of a source; none where it is left. */
function problemsOf({ migration, source }: NonNullable<ReturnType<typeof sourceOf>>): readonly string[] {
  const moved = migration.transform(source, options)
  if (moved.kind !== 'moves') return moved.reason === '' ? ['it is left without a reason'] : []
  const problems: string[] = []
  for (const { family, key, content } of moved.keys) {
    const identified = identify(key, undefined, { type: content.type })
    if (identified.kind !== 'one' || identified.family !== family) problems.push(`${key} is none of ${family.name}`)
    if (!migration.to.includes(family)) problems.push(`${family.name} is no family that it moves to`)
    if (!isValid(family, content)) problems.push(`${key} is not what ${family.name} says`)
    const sources = migration.sourcesOf({ family, key }, options)
    if (sources.length > 0 && !sources.some((one) => one.key === source.key)) problems.push(`${key} has other sources`)
  }
  for (const { family, key, member } of moved.members) {
    if (family.read(key) === undefined) problems.push(`${key} is none of ${family.name}`)
    if (!isValid(family, { type: 'set', members: [member] })) problems.push(`${member} is no member of ${family.name}`)
  }
  const back = migration.invert(source, moved.keys, migration.inPlace ? undefined : source.content, options)
  if (back.kind !== 'writes' || !isDeepStrictEqual(back.content, source.content))
    problems.push('it comes back otherwise')
  return problems
}

function isValid({ value }: AnyKeyFamily, content: KeyContent): boolean {
  if (value.type === 'hash' && content.type === 'hash') {
    const fields = Object.fromEntries(content.fields)
    const schema = value.rest === undefined ? value.schema.strict() : z.record(z.string(), value.rest)
    return schema.safeParse(fields).success
  }
  return (
    value.type !== 'set' ||
    (content.type === 'set' && content.members.every((member) => value.member.schema.safeParse(member).success))
  )
}

const outcomeOf = ({ migration, source }: NonNullable<ReturnType<typeof sourceOf>>): string =>
  `${source.key}: ${migration.transform(source, options).kind}`

describe('keys of the original', () => {
  const sources = made.flatMap((one) => sourceOf(one) ?? [])

  it.each(sources)('$source.key becomes what the catalogue says, and comes back as it was, or is left', (one) => {
    expect(problemsOf(one)).toEqual([])
  })

  it('move, but for those that nobody may move', () => {
    expect(sources).toHaveLength(made.length)
    expect(sources.map(outcomeOf).filter((outcome) => !outcome.endsWith(': moves'))).toEqual([
      'okx:positions:3: refused',
      'user:8:position:BTC-USDT-SWAP:long: stays',
      'okx:user:9:symbol:ETH-USDT:order_placed: refused',
    ])
  })
})

if (existsSync(sample)) {
  describe('keys that the original wrote', () => {
    const lines = readFileSync(sample, 'utf8').split('\n')
    const sources = lines.flatMap((text) => (text === '' ? [] : (sourceOf(line.parse(JSON.parse(text))) ?? [])))

    it.each(sources)('$source.key becomes what the catalogue says, and comes back as it was, or is left', (one) => {
      expect(problemsOf(one)).toEqual([])
    })

    it('move, but for those that nobody may move', () => {
      expect(sources.length).toBeGreaterThan(30)
      expect(sources.map(outcomeOf).filter((outcome) => !outcome.endsWith(': moves'))).toEqual([
        'okx:positions:2121: refused',
        'position:1001:BTC/USD:BTC-250328: refused',
        'position:1005:BTC-USDT-SWAP: refused',
        'position:4102:BTC-USDT-SWAP: stays',
        'user:3001:position:BTC-USDT-SWAP:long: stays',
      ])
    })
  })
}
