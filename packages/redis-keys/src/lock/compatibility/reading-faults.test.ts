import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { JsonSchema } from './json-schema.ts'
import { readingFaults } from './reading-faults.ts'

function schemaOf(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input' })
  return z.record(z.string(), z.json()).parse(JSON.parse(JSON.stringify(rest)))
}
const faults = (reader: z.ZodType, writer: z.ZodType) => readingFaults(schemaOf(reader), schemaOf(writer))

describe('readingFaults', () => {
  it.each<readonly [string, reader: z.ZodType, writer: z.ZodType]>([
    ['anything', z.unknown(), z.object({ a: z.string() })],
    ['a wider union', z.union([z.string(), z.int(), z.null()]), z.union([z.int(), z.string()])],
    ['a number of a whole number', z.number(), z.int()],
    ['wider bounds', z.number().min(0).max(10), z.number().min(1).max(9)],
    ['a shorter least length', z.string().min(1), z.string().min(2)],
    ['a text of a listed word', z.string().min(2), z.enum(['ab', 'cd'])],
    ['a pattern of a narrower pattern', z.string().regex(/^\d+$/), z.string().regex(/^\d{1,16}$/)],
    ['elements that are narrower', z.array(z.string()), z.array(z.enum(['a']))],
    ['named fields of open ones', z.record(z.string(), z.string()), z.object({ a: z.string() })],
    ['an intersection', z.string().regex(/^a/).regex(/z$/), z.string().regex(/^a/).regex(/z$/)],
  ])('proves that a reader accepts %s', (_, reader, writer) => {
    expect(faults(reader, writer)).toEqual([])
  })

  it.each<readonly [fault: string, reader: z.ZodType, writer: z.ZodType]>([
    ['value: the reader wants string, the writer may write boolean', z.string(), z.boolean()],
    ['value: the reader refuses "c"', z.enum(['a', 'b']), z.enum(['a', 'c'])],
    ['value: the reader accepts only "a"', z.literal('a'), z.string()],
    ['a: the reader needs it, the writer may leave it out', z.object({ a: z.string() }), z.object({})],
    [
      'b.c: minLength is 3 for the reader, 2 for the writer',
      z.object({ b: z.object({ c: z.string().min(3) }) }),
      z.object({ b: z.object({ c: z.string().min(2) }) }),
    ],
    ['value[]: the reader wants integer, the writer may write string', z.array(z.int()), z.array(z.string())],
    [
      'value: the reader wants /^\\d$/, the writer writes /^\\d+$/, such as "00"',
      z.string().regex(/^\d$/),
      z.string().regex(/^\d+$/),
    ],
    ['value: the reader wants /^(?!a)/, the writer writes /^b/', z.string().regex(/^(?!a)/), z.string().regex(/^b/)],
    ['a: the reader refuses fields that it does not name', z.strictObject({}), z.object({ a: z.string() })],
    [
      'further fields of value: the reader wants string, the writer may write number or integer',
      z.record(z.string(), z.string()),
      z.record(z.string(), z.number()),
    ],
  ])('says: %s', (fault, reader, writer) => {
    expect(faults(reader, writer)).toContain(fault)
  })

  it('counts a keyword that it does not know as a break where it differs', () => {
    expect(readingFaults({ type: 'string', memberTemplate: '<a>' }, { type: 'string', memberTemplate: '<b>' })).toEqual(
      ['value: memberTemplate differs ("<a>", "<b>")'],
    )
  })

  const scalar = fc.oneof(
    fc.constantFrom(
      z.string(),
      z.string().min(2),
      z.string().max(2),
      z.string().regex(/^\d+$/),
      z.string().regex(/^\d{2}$/),
    ),
    fc.constantFrom(z.int(), z.number(), z.number().min(1), z.int().max(3), z.boolean(), z.null(), z.unknown()),
    fc.subarray(['a', 'bb', '12', '7'], { minLength: 1 }).map((words) => z.enum(words)),
  )
  const { schema } = fc.letrec<{ schema: z.ZodType }>((tie) => ({
    schema: fc.oneof(
      { maxDepth: 2, depthSize: 'small' },
      scalar,
      tie('schema').map((one) => z.array(one)),
      fc.tuple(tie('schema'), tie('schema')).map((options) => z.union(options)),
      fc
        .tuple(tie('schema'), tie('schema'), fc.boolean(), fc.boolean(), fc.constantFrom(z.object, z.strictObject))
        .map(([a, b, hasB, optional, object]) => object({ a: optional ? a.optional() : a, ...(hasB ? { b } : {}) })),
      tie('schema').map((one) => z.record(z.string(), one)),
    ),
  }))
  const leaf = fc.constantFrom<unknown>('a', 'bb', '12', '7', '', 0, 1, 3, 4, 1.5, true, null)
  const value = fc.oneof(
    leaf,
    fc.array(leaf, { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.oneof(leaf, fc.array(leaf, { maxLength: 1 })), { maxKeys: 3 }),
  )

  it('is never wrong where it proves: what the writer writes, the reader accepts', () => {
    let proofs = 0
    fc.assert(
      fc.property(schema, schema, fc.array(value, { minLength: 5, maxLength: 20 }), (reader, writer, values) => {
        if (faults(reader, writer).length > 0) return
        proofs += 1
        // A writer parses before it writes, so that it writes no field which its schema does not name.
        const written = values.map((one) => writer.safeParse(one)).filter(({ success }) => success)
        expect(written.filter(({ data }) => !reader.safeParse(data).success)).toEqual([])
      }),
      { numRuns: 3000 },
    )
    expect(proofs).toBeGreaterThan(100)
  })
})
