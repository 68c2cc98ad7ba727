import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { paramsOf } from '../../test/family-params.ts'
import { redisGlobMatches } from '../../test/redis-glob.ts'
import { position, positionCache } from '../catalogue/positions.ts'
import { KeyBuildError } from './key-build-error.ts'
import { keyLanguage } from './key-language.ts'
import { expiresAfter, expiresOnceDone, lifetimeVaries, persistent } from './lifetime.ts'
import { oneOfSegment } from './one-of-segment.ts'
import { textSegment } from './text-segment.ts'
import { string } from './value-shape.ts'
import { wholeNumberSegment } from './whole-number-segment.ts'

// A table of another system: the language knows no key of ours.
const table = {
  ship: textSegment('a name', ['Beagle']),
  deck: wholeNumberSegment(2, [0, 12]),
  watch: oneOfSegment(['port', 'starboard']),
}
const { defineKey, defineChannel, defineMember } = keyLanguage<typeof table, 'captain' | 'cook'>(table)
const plain = {
  value: string(z.string()),
  lifetime: persistent,
  owner: 'captain',
  status: 'active',
  summary: 'x',
} as const

describe('a template', () => {
  const spell = (template: string): unknown => Reflect.apply(defineKey, undefined, [{ ...plain, name: 'x', template }])

  it.each([
    ['', 'empty template: write at least one segment'],
    ['a::b', 'empty segment in "a::b": write something on both sides of each colon'],
    [':a', 'empty segment in ":a": write something on both sides of each colon'],
    ['a:', 'empty segment in "a:": write something on both sides of each colon'],
    ['x:<boat>', 'unknown segment <boat> in "x:<boat>": add it to segments.ts'],
    ['x:<toString>', 'unknown segment <toString> in "x:<toString>": add it to segments.ts'],
    ['x:<ship>:<ship>', 'repeated segment <ship> in "x:<ship>:<ship>": a key names each parameter once'],
    ['x:<ship', 'unclosed < in "x:<ship": close it with >'],
    ['x:<ship:y>', 'unclosed < in "x:<ship:y>": close it with >'],
    ['x:<<ship>', 'unclosed < in "x:<<ship>": close it with >'],
    ['x:ship>', 'stray > in "x:ship>": a parameter is written <name>'],
    ['x:<ship>>', 'stray > in "x:<ship>>": a parameter is written <name>'],
    ['x:<ship><deck>', 'nothing between two parameters in "x:<ship><deck>": write a literal before <deck>'],
  ])('%j is refused in a sentence', (template, sentence) => {
    expect(() => spell(template)).toThrow(new TypeError(sentence))
  })

  it('may hold a parameter within a piece, cluster braces and characters that mean something to patterns and globs', () => {
    const odd = defineKey({ ...plain, name: 'odd', template: 'a.b*c[1]:{<ship>}:d<deck>(e)' })
    const key = odd.build({ ship: '*', deck: 7 })
    expect(key).toBe('a.b*c[1]:{%2A}:d7(e)')
    expect(odd.parse(key)).toEqual({ kind: 'ok', params: { ship: '*', deck: 7 } })
    expect(odd.parse('axb*c[1]:{%2A}:d7(e)').kind).toBe('no')
    expect(odd.match({ deck: 7 })).toBe(String.raw`a.b\*c\[1\]:{*}:d7(e)`)
    expect(redisGlobMatches(odd.glob, key)).toBe(true)
    expect(redisGlobMatches(odd.glob, 'a.bXc[1]:{y}:d7(e)')).toBe(false)
  })
})

describe('defineKey', () => {
  const crew = defineKey({
    ...plain,
    name: 'crew',
    template: 'crew:<ship>:<deck>:<watch>',
    readers: ['cook'],
    lifetime: expiresAfter(5_000),
    note: 'Rum at noon.',
  })

  it('keeps what it was told, the type from the value', () => {
    expect(crew).toMatchObject({
      kind: 'key',
      name: 'crew',
      template: 'crew:<ship>:<deck>:<watch>',
      type: 'string',
      lifetime: { kind: 'expires-after', ms: 5_000 },
      owner: 'captain',
      readers: ['cook'],
      status: 'active',
      replaces: [],
      replacedBy: [],
      note: 'Rum at noon.',
      parameters: ['ship', 'deck', 'watch'],
      glob: 'crew:*:*:*',
    })
  })

  it('refuses an active family whose lifetime varies', () => {
    const define = (): unknown =>
      defineKey({ ...plain, name: 'vague', template: 'vague', lifetime: lifetimeVaries('?') })
    expect(define).toThrow('vague is active but its lifetime varies')
  })

  it('has a pattern that matches its keys whole', () => {
    const whole = new RegExp(crew.pattern, 'u')
    expect(crew.build({ ship: 'a:b', deck: 3, watch: 'port' })).toMatch(whole)
    expect('xcrew:a:3:port').not.toMatch(whole)
    expect('crew:a:3:ports').not.toMatch(whole)
  })

  test.prop([paramsOf(crew), fc.subarray(['ship', 'deck', 'watch'])])(
    'matches by glob each key that has the given parameters',
    (params, given) => {
      const partial = Object.fromEntries(given.map((name) => [name, params[name]]))
      const glob: unknown = Reflect.apply(crew.match, undefined, [partial])
      expect(redisGlobMatches(String(glob), crew.buildChecked(params))).toBe(true)
    },
  )

  it('leaves it to parse to refuse what a glob lets through', () => {
    const key = 'crew:Beagle:1:port:extra:port'
    expect(redisGlobMatches(crew.match({ ship: 'Beagle', watch: 'port' }), key)).toBe(true)
    expect(crew.read(key)).toBeUndefined()
  })
})

describe('build', () => {
  it('refuses at run time what a compiler did not see: a number for a user id', () => {
    const params: Record<string, unknown> = { userId: 1001, exchange: 'okx', symbol: 'A', side: 'long' }
    const build = (): unknown => Reflect.apply(positionCache.build, undefined, [params])
    expect(build).toThrow(KeyBuildError)
    expect(build).toThrow(
      '<userId> in "position:<userId>:<exchange>:<symbol>:<side>" is a non-empty text (never a number, which may have lost digits), not the number 1001',
    )
  })

  it.each([
    [{ userId: '' }, 'userId', '""'],
    [{ symbol: '' }, 'symbol', '""'],
    [{ side: 'buy' }, 'side', '"buy"'],
    [{ side: undefined }, 'side', 'absent'],
    [{ exchange: 'OKX' }, 'exchange', '"OKX"'],
    [{ userId: null }, 'userId', 'a value of type object'],
    [{ userId: '\ud800' }, 'userId', JSON.stringify('\ufffd')],
  ])('refuses %j and names the parameter', (wrong, parameter, shown) => {
    const params = { userId: '1', exchange: 'okx', symbol: 'A', side: 'long', ...wrong }
    const build = (): unknown => positionCache.buildChecked(params)
    expect(build).toThrow(expect.objectContaining({ code: 'key-parameter-refused', parameter }))
    expect(build).toThrow(`not ${shown}`)
  })

  it('refuses, where the caller is not typed, a parameter that the template lacks', () => {
    const params = { userId: '1', exchange: 'okx', symbol: 'A', side: 'long', level: 1 }
    const sentence = '"position:<userId>:<exchange>:<symbol>:<side>" has no <level>: leave it out'
    expect(() => positionCache.buildChecked(params)).toThrow(sentence)
    expect((): unknown => Reflect.apply(positionCache.match, undefined, [{ level: 1 }])).toThrow(sentence)
  })

  test.prop([
    paramsOf(positionCache),
    fc.array(paramsOf(positionCache)),
    fc.constantFrom('userId', 'exchange', 'symbol', 'side'),
  ])('writes each of many keys as it writes one', (others, many, name) => {
    const values = many.map((params) => params[name])
    const keys: unknown = Reflect.apply(positionCache.buildEach, undefined, [name, values, others])
    expect(keys).toEqual(values.map((value) => positionCache.buildChecked({ ...others, [name]: value })))
  })

  it('refuses a value among many and names it, a fixed one, and a parameter that the template lacks', () => {
    const at = { exchange: 'okx', symbol: 'A', side: 'long' } as const
    expect(() => positionCache.buildEach('userId', ['1', ''], at)).toThrow('not ""')
    expect(() => positionCache.buildEach('userId', ['1'], { ...at, symbol: '' })).toThrow('<symbol>')
    const each: unknown[] = ['level', [1], at]
    expect((): unknown => Reflect.apply(positionCache.buildEach, undefined, each)).toThrow('has no <level>')
  })

  it('never gives long and short one key', () => {
    const at = { userId: '1', exchange: 'okx', symbol: 'BTC/USDT:USDT' } as const
    expect(positionCache.build({ ...at, side: 'long' })).not.toBe(positionCache.build({ ...at, side: 'short' }))
  })
})

describe('parse', () => {
  it.each([
    ['positions:1:okx:A:long', { kind: 'ok', params: { userId: '1', exchange: 'okx', symbol: 'A', side: 'long' } }],
    [
      'positions:1:okx:A/B:C:long',
      { kind: 'ok', params: { userId: '1', exchange: 'okx', symbol: 'A/B:C', side: 'long' } },
    ],
    ['position:1:okx:A:long', { kind: 'no', reason: { kind: 'literal', expected: 'positions', found: 'position' } }],
    ['positions:1:okx:A', { kind: 'no', reason: { kind: 'too-short', expected: '<side>' } }],
    ['positions:1:okx:A:long:', { kind: 'no', reason: { kind: 'too-long', found: '' } }],
    [
      'positions:1:okx:A/B:C:net',
      { kind: 'no', reason: { kind: 'segment', segment: 'side', found: 'net', accepts: 'one of long, short' } },
    ],
    [
      'positions:%31:okx:A:long',
      { kind: 'no', reason: { kind: 'not-canonical', segment: 'userId', found: '%31', canonical: '1' } },
    ],
    [
      'positions:1:okx:A/B%3AC:long',
      { kind: 'no', reason: { kind: 'not-canonical', segment: 'symbol', found: 'A/B%3AC', canonical: 'A/B:C' } },
    ],
  ])('of %j says what it is or why not', (text, expected) => {
    expect(position.parse(text)).toEqual(expected)
  })

  it('refuses bytes that are not UTF-8', () => {
    expect(position.parse(new Uint8Array([0x70, 0xff]))).toEqual({ kind: 'no', reason: { kind: 'not-utf8' } })
  })

  test.prop([fc.oneof(fc.string({ unit: 'binary' }), fc.uint8Array())])('never throws', (key) => {
    expect(['ok', 'no']).toContain(position.parse(key).kind)
  })

  test.prop([fc.stringMatching(/^positions:[^:]{1,3}:okx:[A-B/%:3a-b]{1,8}:(long|short)$/)])(
    'accepts only what build writes',
    (text) => {
      const parsed = position.parse(text)
      expect(parsed.kind === 'no' || position.build(parsed.params) === text).toBe(true)
    },
  )
})

describe('channels and members', () => {
  it('are spelled over the same segments', () => {
    const bells = defineChannel({
      name: 'bells',
      template: 'bells:<ship>',
      payload: z.int(),
      owner: 'captain',
      status: 'active',
      summary: 'x',
    })
    expect(bells).toMatchObject({ kind: 'channel', parameters: ['ship'], readers: [], glob: 'bells:*' })
    expect(bells.build({ ship: 'a b' })).toBe('bells:a%20b')
    expect(bells.match({})).toBe('bells:*')
    expect(bells.read('bells:a%20b')).toEqual({ ship: 'a b' })
    const berth = defineMember('<deck>:<watch>')
    expect(berth.build({ deck: 4, watch: 'port' })).toBe('4:port')
    expect(berth.read('04:port')).toBeUndefined()
  })
})

describe('lifetimes', () => {
  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('of %d milliseconds are refused', (ms) => {
    expect(() => expiresAfter(ms)).toThrow(RangeError)
    expect(() => expiresOnceDone(ms, 'it is done')).toThrow(RangeError)
  })
})
