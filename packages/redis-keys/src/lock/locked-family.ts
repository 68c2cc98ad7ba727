import { z } from 'zod'
import { redisTypes } from '../define/redis-key.ts'
import type { JsonValue } from './json-value.ts'

const jsonValue: z.ZodType<JsonValue> = z.json()

/** What a segment's texts are: a regular expression, and the most bytes where there is a limit. */
export const lockedSegment = z.strictObject({ pattern: z.string(), longest: z.int().optional() })

/** What a family's keys hold; `schema` is JSON Schema of the parsed text, member, element or of a hash's fields. */
export const lockedValue = z.strictObject({
  encoding: z.enum(['text', 'json']).optional(),
  /** What the score of a sorted set means. */
  score: z.string().optional(),
  schema: z.record(z.string(), jsonValue),
})

/** How long a family's keys stand. */
const lockedLifetime = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('persistent'),
    moved: z.strictObject({ ms: z.int(), from: z.string() }).optional(),
  }),
  z.strictObject({ kind: z.literal('expires-after'), ms: z.int() }),
  z.strictObject({ kind: z.literal('expires-once-done'), ms: z.int(), doneWhen: z.string() }),
  z.strictObject({ kind: z.literal('varies'), because: z.string() }),
])

/** What a family promises to a Redis and to programs of other releases. */
export const lockedFamily = z.strictObject({
  template: z.string(),
  type: z.enum([...redisTypes, 'channel']),
  status: z.enum(['active', 'deprecated']),
  owner: z.string(),
  readers: z.array(z.string()).default([]),
  /** Of keys only. */
  lifetime: lockedLifetime.optional(),
  replaces: z.array(z.string()).default([]),
  value: lockedValue,
})

export type LockedSegment = z.infer<typeof lockedSegment>
export type LockedValue = z.infer<typeof lockedValue>
export type LockedLifetime = z.infer<typeof lockedLifetime>
export type LockedFamily = z.infer<typeof lockedFamily>

/** Every family as released, by name; a channel's name begins with `channel `. */
export interface Lock {
  readonly segments: Readonly<Record<string, LockedSegment>>
  readonly families: Readonly<Record<string, LockedFamily>>
}
