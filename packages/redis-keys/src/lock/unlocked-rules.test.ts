import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { catalogue, channels } from '../catalogue/catalogue.ts'
import { persistent } from '../define/lifetime.ts'
import { hash, json, list, set, string, zset, type ValueShape } from '../define/value-shape.ts'
import { defineKey, defineMember } from '../language.ts'
import { lockOf } from './lock-of.ts'
import { findUnlockedRules } from './unlocked-rules.ts'

const family = (value: ValueShape) =>
  defineKey({
    name: 'planted',
    template: 'planted:<userId>',
    value,
    lifetime: persistent,
    owner: 'shared',
    status: 'active',
    summary: 'Planted.',
  })
const even = (text: string): boolean => text.length % 2 === 0

describe('the rules that a lock does not show', () => {
  it('are none in the catalogue', () => {
    expect(findUnlockedRules([...catalogue, ...channels])).toEqual([])
  })

  it.each<readonly [rule: string, at: string, ValueShape]>([
    ['a refinement', 'value', string(z.string().refine(even))],
    ['a refinement', 'a', hash(z.object({ a: z.string().refine(even) }))],
    ['a refinement', 'value', hash(z.object({ a: z.string() }).refine(() => false))],
    ['a refinement', 'value', hash(z.object({}), { rest: z.string().refine(even) })],
    ['a refinement', 'value', json(z.number().superRefine(() => {}))],
    ['a refinement', 'a[].b', json(z.object({ a: z.array(z.object({ b: z.string().refine(even) })) }))],
    ['a refinement', 'names of value', json(z.record(z.string().refine(even), z.string()))],
    ['a refinement', 'value', set(string(z.string().refine(even)))],
    ['a refinement', 'value', zset(string(z.string().refine(even)), 'price')],
    ['a refinement', 'value', list(json(z.union([z.null(), z.string().refine(even)])))],
    ['a refinement', 'value', json(z.lazy(() => z.string().refine(even).nullable().optional()))],
    ['a change of the text, such as trim', 'value', string(z.string().trim())],
    ['a transform or a pipe', 'value', json(z.string().transform(Number))],
    ['a transform or a pipe', 'value', json(z.string().pipe(z.string().min(2)))],
    ['a coercion', 'value', json(z.coerce.number())],
    ['a default', 'a', json(z.object({ a: z.string().default('x') }))],
    ['a catch, which admits anything', 'value', json(z.string().catch('x'))],
    ['the flags i of a pattern', 'value', string(z.string().regex(/^a$/i))],
  ])('name %s at %s', (rule, at, value) => {
    expect(findUnlockedRules([family(value)])).toEqual([
      expect.stringContaining(`the schema of planted has ${rule} at ${at}, which keys.lock.json does not show`),
    ])
  })

  it.each<readonly [rule: string, before: ValueShape, after: ValueShape]>([
    ['a refinement', string(z.string().refine(even)), string(z.string())],
    ['a change of the text', string(z.string().trim()), string(z.string())],
    ['a transform', json(z.string().transform(Number)), json(z.string())],
    ['a pipe', json(z.string().pipe(z.string().min(2))), json(z.string())],
    ['a coercion', json(z.coerce.number()), json(z.number())],
    ['a flag', string(z.string().regex(/^a$/i)), string(z.string().regex(/^a$/))],
  ])('would change what is valid under the same lock: %s', (_, before, after) => {
    expect(lockOf([family(after)])).toEqual(lockOf([family(before)]))
  })

  it.each([
    json(z.object({ a: z.string().regex(/^a$/).min(2).optional(), b: z.enum(['x']).nullable() })),
    json(z.int().nonnegative().max(5)),
    json(z.json()),
    json(z.tuple([z.string()], z.number())),
    json(z.intersection(z.object({ a: z.string() }), z.object({ b: z.literal(1) }))),
    set(string(defineMember('<symbol>:<side>').schema)),
  ])('are none where JSON Schema says them', (value) => {
    expect(findUnlockedRules([family(value)])).toEqual([])
  })

  it('name a refinement that was added to a member template', () => {
    const value = set(string(defineMember('<symbol>:<side>').schema.refine(even)))
    expect(findUnlockedRules([family(value)])).toEqual([expect.stringContaining('a refinement at value')])
  })
})
