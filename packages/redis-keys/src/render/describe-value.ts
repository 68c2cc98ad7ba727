import type { TextShape, ValueShape } from '../define/value-shape.ts'
import { describeFields, describeSchema, type FieldDescription } from './describe-schema.ts'

/** What stands under a key. */
export interface ValueDescription {
  /** In a few words. */
  readonly holds: string
  /** Named fields of a hash or of a JSON object. */
  readonly fields: readonly FieldDescription[]
}

/** What a value shape holds, for people. */
export function describeValue(shape: ValueShape): ValueDescription {
  switch (shape.type) {
    case 'string':
      return describeText(shape)
    case 'hash': {
      const fields = describeFields(shape.schema)
      const rest = shape.rest === undefined ? undefined : describeSchema(shape.rest)
      if (fields.length === 0) return { holds: `any fields, each ${rest ?? 'text'}`, fields }
      return { holds: rest === undefined ? 'the fields below' : `the fields below and others, each ${rest}`, fields }
    }
    case 'set':
      return elements('members', shape.member)
    case 'zset': {
      const { holds, fields } = elements('members', shape.member)
      return { holds: `${holds}; score: ${shape.score}`, fields }
    }
    case 'list':
      return elements('elements', shape.element)
  }
}

function elements(called: string, shape: TextShape): ValueDescription {
  const { holds, fields } = describeText(shape)
  return { holds: `${called}: ${holds}`, fields }
}

function describeText({ encoding, schema }: TextShape): ValueDescription {
  const fields = describeFields(schema)
  const holds = describeSchema(schema)
  return encoding === 'json' ? { holds: `JSON: ${holds}`, fields } : { holds, fields }
}
