import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { keyFamily } from '../define/define-key.ts'
import { channelFamily } from '../define/define-channel.ts'
import {
  expiresAfter,
  expiresOnceDone,
  lifetimeVaries,
  persistent,
  persistentOnceWritten,
  type Lifetime,
} from '../define/lifetime.ts'
import { oneOfSegment } from '../define/one-of-segment.ts'
import { textSegment } from '../define/text-segment.ts'
import { hash, json, list, set, string, zset, type ValueShape } from '../define/value-shape.ts'
import { compareLock } from './compare-lock.ts'
import { lockOf } from './lock-of.ts'
import type { Lock } from './locked-family.ts'

interface Stated {
  readonly name?: string
  readonly template?: string
  readonly value?: ValueShape
  readonly lifetime?: Lifetime
  readonly owner?: string
  readonly readers?: readonly string[]
  readonly status?: 'active' | 'deprecated'
  readonly replaces?: readonly string[]
  readonly exchanges?: readonly [string, ...string[]]
}

/** A lock of one family, stated by what matters. */
function locked({ exchanges = ['okx', 'bybit'], ...stated }: Stated = {}): Lock {
  const table = { userId: textSegment('a text', ['7']), exchange: oneOfSegment(exchanges) }
  return lockOf([
    keyFamily(
      {
        name: 'family',
        template: 'a:<userId>:<exchange>',
        value: string(z.string()),
        lifetime: persistent,
        owner: 'shared',
        status: 'active',
        summary: 'A family.',
        ...stated,
      },
      table,
    ),
  ])
}

function published(payload: z.ZodType): Lock {
  const table = { userId: textSegment('a text', ['7']) }
  const stated = { name: 'news', template: 'n:<userId>', owner: 'shared', status: 'active', summary: 'News.' } as const
  return lockOf([channelFamily({ ...stated, payload }, table)])
}

const holding = (value: ValueShape): Lock => locked({ value })
const none: Lock = { segments: {}, families: {} }
const minute = 60_000
const object = (fields: z.ZodRawShape) => json(z.object(fields))
const brief = { lifetime: expiresAfter(minute) }

/** What changed, from, to, and what is said: class, compatibility, bump, rollout, and ! where a new family is needed. */
const fixtures: readonly (readonly [change: string, before: Lock, after: Lock, said: readonly string[]])[] = [
  ['nothing', locked(), locked(), []],
  ['a new family', none, locked(), ['KEY minor readers first']],
  ['a new family in place of another', none, locked({ replaces: ['old'] }), ['KEY minor needs a migration']],
  ['an old family, now named', none, locked({ status: 'deprecated' }), ['KEY patch any order']],
  ['an active family that is gone', locked(), none, ['KEY major needs a migration !']],
  ['a deprecated family that is gone', locked({ status: 'deprecated' }), none, ['KEY minor any order']],
  ['another name for the same keys', locked(), locked({ name: 'renamed' }), ['KEY major any order']],
  ['a family that became deprecated', locked(), locked({ status: 'deprecated' }), ['KEY minor writers first']],
  ['a family that came back', locked({ status: 'deprecated' }), locked(), ['KEY minor readers first']],
  ['another literal', locked(), locked({ template: 'b:<userId>:<exchange>' }), ['KEY major needs a migration !']],
  ['a parameter less', locked(), locked({ template: 'a:<userId>' }), ['KEY major needs a migration !']],
  [
    'a segment that admits more',
    locked(),
    locked({ exchanges: ['okx', 'bybit', 'upbit'] }),
    ['KEY minor readers first'],
  ],
  ['a segment that admits less', locked(), locked({ exchanges: ['okx'] }), ['KEY major needs a migration !']],
  ['a segment in another order', locked(), locked({ exchanges: ['bybit', 'okx'] }), []],
  ['another type', locked(), holding(hash(z.object({}))), ['TYPE major needs a migration !']],
  [
    'a set that became sorted',
    holding(set(string(z.string()))),
    holding(zset(string(z.string()), 'ms')),
    ['TYPE major needs a migration !'],
  ],
  [
    'another meaning of the score',
    holding(zset(string(z.string()), 's')),
    holding(zset(string(z.string()), 'ms')),
    ['VALUE breaking major needs a migration !'],
  ],
  [
    'JSON in place of text',
    holding(list(string(z.string()))),
    holding(list(json(z.string()))),
    ['VALUE breaking major needs a migration !'],
  ],
  [
    'a new optional field',
    holding(object({ a: z.string() })),
    holding(object({ a: z.string(), b: z.int().optional() })),
    ['VALUE full minor any order'],
  ],
  [
    'an optional field less',
    holding(object({ a: z.string(), b: z.int().optional() })),
    holding(object({ a: z.string() })),
    ['VALUE full minor any order'],
  ],
  [
    'a word more',
    holding(string(z.enum(['a', 'b']))),
    holding(string(z.enum(['a', 'b', 'c']))),
    ['VALUE backward minor readers first'],
  ],
  [
    'a required field that became optional',
    holding(object({ a: z.string() })),
    holding(object({ a: z.string().optional() })),
    ['VALUE backward minor readers first'],
  ],
  [
    'a new field in an object that refuses others',
    holding(json(z.strictObject({}))),
    holding(json(z.strictObject({ a: z.string().optional() }))),
    ['VALUE backward minor readers first'],
  ],
  [
    'a word less, in a key that expires',
    locked({ ...brief, value: string(z.enum(['a', 'b'])) }),
    locked({ ...brief, value: string(z.enum(['a'])) }),
    ['VALUE forward major writers first'],
  ],
  [
    'a word less, in a key that stays',
    holding(string(z.enum(['a', 'b']))),
    holding(string(z.enum(['a']))),
    ['VALUE forward major needs a migration !'],
  ],
  [
    'a new required field, in a hash that stays',
    holding(hash(z.object({}))),
    holding(hash(z.object({ a: z.string() }))),
    ['VALUE forward major needs a migration !'],
  ],
  [
    'a narrower pattern, in a key that expires',
    locked({ ...brief, value: string(z.string().regex(/^\d+$/)) }),
    locked({ ...brief, value: string(z.string().regex(/^[1-9]\d*$/)) }),
    ['VALUE forward major writers first'],
  ],
  [
    'a number in place of text',
    holding(object({ a: z.string() })),
    holding(object({ a: z.number() })),
    ['VALUE breaking major needs a migration !'],
  ],
  [
    'a renamed required field',
    holding(object({ a: z.string() })),
    holding(object({ b: z.string() })),
    ['VALUE breaking major needs a migration !'],
  ],
  [
    'a wider message on a channel',
    published(z.enum(['a'])),
    published(z.enum(['a', 'b'])),
    ['VALUE backward minor readers first'],
  ],
  [
    'a narrower message on a channel',
    published(z.enum(['a', 'b'])),
    published(z.enum(['a'])),
    ['VALUE forward major writers first'],
  ],
  ['a longer life', locked(brief), locked({ lifetime: expiresAfter(2 * minute) }), ['TTL major writers first !']],
  ['a shorter life', locked({ lifetime: expiresAfter(2 * minute) }), locked(brief), ['TTL major readers first !']],
  ['an end where there was none', locked(), locked(brief), ['TTL major needs a migration !']],
  [
    'an end for keys that were moved and not written since',
    locked(),
    locked({ lifetime: persistentOnceWritten(minute, 'of a cache') }),
    ['TTL minor readers first'],
  ],
  ['no end where there was one', locked(brief), locked(), ['TTL major needs a migration !']],
  [
    'another moment of the end',
    locked({ lifetime: expiresOnceDone(minute, 'closed') }),
    locked({ lifetime: expiresOnceDone(minute, 'paid') }),
    ['TTL major needs a migration !'],
  ],
  ['another owner', locked(), locked({ owner: 'grid' }), ['OWNER major writers first']],
  ['one more reader', locked(), locked({ readers: ['grid'] }), ['OWNER minor any order']],
  ['one reader less', locked({ readers: ['grid'] }), locked(), ['OWNER major readers first']],
  [
    'another type of a deprecated family',
    locked({ status: 'deprecated' }),
    locked({ status: 'deprecated', value: set(string(z.string())), lifetime: lifetimeVaries('?') }),
    ['TYPE patch any order', 'TTL patch any order'],
  ],
  [
    'several things at once',
    locked(),
    locked({ owner: 'grid', ...brief, value: string(z.string().min(1)) }),
    ['VALUE forward major needs a migration !', 'TTL major needs a migration !', 'OWNER major writers first'],
  ],
]

describe('compareLock', () => {
  it('is told of at least thirty changes', () => {
    expect(fixtures.length).toBeGreaterThanOrEqual(30)
  })

  it.each(fixtures)('classifies %s', (_change, before, after, said) => {
    const changes = compareLock(before, after).map(({ class: kind, compatibility, bump, rollout, needsNewFamily }) =>
      [kind, compatibility, bump, rollout, needsNewFamily ? '!' : undefined]
        .filter((word) => word !== undefined)
        .join(' '),
    )
    expect(changes).toEqual(said)
  })
})
