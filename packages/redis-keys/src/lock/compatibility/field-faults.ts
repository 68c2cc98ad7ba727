import { sameJson } from '../json-value.ts'
import { asSchema, propertiesOf, requiredOf, type JsonSchema } from './json-schema.ts'

/** Keywords that speak of an object's fields. */
export const fieldKeywords: readonly string[] = ['properties', 'required', 'additionalProperties', 'propertyNames']

/** Why a reader refuses one schema's texts, given what a writer writes. */
type Compare = (reader: JsonSchema, writer: JsonSchema, at: string) => readonly string[]

/** Why a reader's object refuses what a writer's object admits, field by field. */
export function fieldFaults(reader: JsonSchema, writer: JsonSchema, at: string, compare: Compare): readonly string[] {
  const read = propertiesOf(reader)
  const written = propertiesOf(writer)
  const alwaysWritten = new Set(requiredOf(writer))
  const place = (name: string): string => (at === 'value' ? name : `${at}.${name}`)
  return [
    ...requiredOf(reader)
      .filter((name) => !alwaysWritten.has(name))
      .map((name) => `${place(name)}: the reader needs it, the writer may leave it out`),
    ...[...read].flatMap(([name, schema]) => {
      const source = written.get(name) ?? furtherOf(writer)
      return source === undefined ? [] : compare(schema, source, place(name))
    }),
    ...[...written].flatMap(([name, schema]) =>
      read.has(name) ? [] : unnamedFaults(reader, schema, place(name), compare),
    ),
    ...furtherFaults(reader, writer, at, compare),
    ...(reader['propertyNames'] === undefined || sameJson(reader['propertyNames'], writer['propertyNames'])
      ? []
      : compare(asSchema(reader['propertyNames']), nameSchema(writer), `names in ${at}`)),
  ]
}

/** What a writer writes into fields that it does not name; undefined when it writes none. */
function furtherOf({ additionalProperties }: JsonSchema): JsonSchema | undefined {
  return additionalProperties === undefined || additionalProperties === false
    ? undefined
    : asSchema(additionalProperties)
}

function unnamedFaults(reader: JsonSchema, written: JsonSchema, at: string, compare: Compare): readonly string[] {
  const { additionalProperties } = reader
  if (additionalProperties === undefined) return []
  return additionalProperties === false
    ? [`${at}: the reader refuses fields that it does not name`]
    : compare(asSchema(additionalProperties), written, at)
}

function furtherFaults(reader: JsonSchema, writer: JsonSchema, at: string, compare: Compare): readonly string[] {
  const further = furtherOf(writer)
  return further === undefined ? [] : unnamedFaults(reader, further, `further fields of ${at}`, compare)
}

// A writer that does not speak of names writes text.
function nameSchema({ propertyNames }: JsonSchema): JsonSchema {
  return propertyNames === undefined ? { type: 'string' } : asSchema(propertyNames)
}
