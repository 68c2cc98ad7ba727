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

  it.each<readonly [rule: string, at: string, ValueShape, z.ZodType | undefined]>([
    ['a refinement', 'value', string(z.string().refine(even)), z.string()],
    ['a refinement', 'a', hash(z.object({ a: z.string().refine(even) })), undefined],
    ['a refinement', 'value', hash(z.object({ a: z.string() }).refine(() => false)), undefined],
    ['a refinement', 'value', hash(z.object({}), { rest: z.string().refine(even) }), undefined],
    ['a refinement', 'value', json(z.number().superRefine(() => {})), z.number()],
    ['a refinement', 'a[].b', json(z.object({ a: z.array(z.object({ b: z.string().refine(even) })) })), undefined],
    ['a refinement', 'names of value', json(z.record(z.string().refine(even), z.string())), undefined],
    ['a refinement', 'value', set(string(z.string().refine(even))), undefined],
    ['a refinement', 'value', zset(string(z.string().refine(even)), 'price'), undefined],
    ['a refinement', 'value', list(json(z.union([z.null(), z.string().refine(even)]))), undefined],
    ['a refinement', 'value', json(z.lazy(() => z.string().refine(even).nullable().optional())), undefined],
    ['a change of the text, such as trim', 'value', string(z.string().trim()), z.string()],
    ['a transform or a pipe', 'value', json(z.string().transform(Number)), z.string()],
    ['a transform or a pipe', 'value', json(z.string().pipe(z.string().min(2))), z.string()],
    ['a coercion', 'value', json(z.coerce.number()), z.number()],
    ['a default', 'a', json(z.object({ a: z.string().default('x') })), undefined],
    ['a catch, which admits anything', 'value', json(z.string().catch('x')), undefined],
    ['the flags i of a pattern', 'value', string(z.string().regex(/^a$/i)), z.string().regex(/^a$/)],
  ])('name %s at %s', (rule, at, value, same) => {
    expect(findUnlockedRules([family(value)])).toEqual([
      expect.stringContaining(`the schema of planted has ${rule} at ${at}, which keys.lock.json does not show`),
    ])
    // The fault: without the rule the lock is the same.
    if (same !== undefined && value.type === 'string') {
      expect(lockOf([family({ ...value, schema: same })])).toEqual(lockOf([family(value)]))
    }
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
