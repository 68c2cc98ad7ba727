import { z } from 'zod'
import { assertNever } from '../define/assert-never.ts'
import type { AnyKeyFamily } from '../define/key-family.ts'
import type { AnyFamily } from '../collide/find-collisions.ts'
import type { TextShape, ValueShape } from '../define/value-shape.ts'
import type { JsonObject } from './json-value.ts'
import { lockedValue, type Lock, type LockedFamily, type LockedSegment, type LockedValue } from './locked-family.ts'

/** What these families would be locked as. @throws TypeError on a value schema that JSON Schema cannot say. */
export function lockOf(families: readonly AnyFamily[]): Lock {
  const segments = new Map<string, LockedSegment>()
  const locked = new Map<string, LockedFamily>()
  for (const family of families) {
    for (const part of family.parts) {
      if (part.kind === 'literal') continue
      const { pattern, longest } = part.segment
      segments.set(part.name, { pattern, ...(longest === undefined ? {} : { longest }) })
    }
    locked.set(family.kind === 'key' ? family.name : `channel ${family.name}`, lockedFamilyOf(family))
  }
  return { segments: Object.fromEntries(segments), families: Object.fromEntries(locked) }
}

function lockedFamilyOf(family: AnyFamily): LockedFamily {
  const { template, status, owner, readers } = family
  const both = { template, status, owner, readers: readers.toSorted() }
  return family.kind === 'channel'
    ? { ...both, type: 'channel', replaces: [], value: { encoding: 'json', schema: schemaOf(family, family.payload) } }
    : {
        ...both,
        type: family.type,
        lifetime: family.lifetime,
        replaces: family.replaces.toSorted(),
        value: valueOf(family, family.value),
      }
}

function valueOf(family: AnyKeyFamily, shape: ValueShape): LockedValue {
  const textOf = ({ encoding, schema }: TextShape): LockedValue => ({ encoding, schema: schemaOf(family, schema) })
  switch (shape.type) {
    case 'string':
      return textOf(shape)
    case 'hash':
      return { schema: schemaOf(family, shape.rest === undefined ? shape.schema : shape.schema.catchall(shape.rest)) }
    case 'set':
      return textOf(shape.member)
    case 'zset':
      return { ...textOf(shape.member), score: shape.score }
    case 'list':
      return textOf(shape.element)
    default:
      return assertNever(shape)
  }
}

// What only describes is no promise.
const describing = new Set(['title', 'description', 'examples', 'deprecated', 'default', 'id'])

function schemaOf(family: AnyFamily, schema: z.ZodType): JsonObject {
  try {
    const { $schema: _, ...jsonSchema } = z.toJSONSchema(schema, {
      io: 'input',
      override: (place) => strip(place.jsonSchema),
    })
    return lockedValue.shape.schema.parse(JSON.parse(JSON.stringify(jsonSchema)))
  } catch (cause) {
    throw new TypeError(
      `the value schema of ${family.name} cannot be locked: write it without what JSON Schema lacks`,
      {
        cause,
      },
    )
  }
}

function strip(jsonSchema: object): void {
  for (const keyword of Object.keys(jsonSchema)) {
    if (describing.has(keyword)) Reflect.deleteProperty(jsonSchema, keyword)
  }
}
