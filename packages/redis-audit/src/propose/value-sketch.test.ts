import { compileFunction } from 'node:vm'
import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { z } from 'zod'
import { addValue, emptySketch, quote, schemaOf } from './value-sketch.ts'

/** The schema that an expression stands for. */
const evaluate = (expression: string): z.ZodType => compileFunction(`return ${expression}`, ['z'])(z) as z.ZodType

function sketchOf(values: readonly unknown[]): string {
  const sketch = emptySketch()
  for (const value of values) addValue(sketch, value)
  return schemaOf(sketch)
}

test('fields that are not always there are optional, and names that are data make a record', () => {
  expect(sketchOf([{ a: 1, b: 'x' }, { a: null }])).toBe(
    'z.object({ a: z.union([z.null(), z.number()]), b: z.string().optional() })',
  )
  expect(sketchOf([{ 1: 'x', 2: 'y' }])).toBe('z.record(z.string(), z.unknown())')
  expect(sketchOf([[], ['a']])).toBe('z.array(z.string())')
})

test.prop([fc.array(fc.jsonValue(), { minLength: 1 })])('the schema takes every value it was made of', (values) => {
  const schema = evaluate(sketchOf(values))
  for (const value of values) expect(schema.safeParse(value).success).toBe(true)
})

test.prop([fc.string({ unit: 'binary' })])('a quoted text is that text', (text) => {
  expect(compileFunction(`return ${quote(text)}`)()).toBe(text)
})
