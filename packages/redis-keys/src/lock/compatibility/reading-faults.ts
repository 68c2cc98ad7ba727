import { sameJson } from '../json-value.ts'
import { admitsValue } from './admits-value.ts'
import { boundFaults, boundKeywords } from './bound-faults.ts'
import { asSchema, listedValues, schemaList, typesOf, type JsonSchema } from './json-schema.ts'
import { fieldFaults, fieldKeywords } from './field-faults.ts'

const handled = new Set([
  ...boundKeywords,
  ...fieldKeywords,
  'type',
  'enum',
  'const',
  'anyOf',
  'oneOf',
  'allOf',
  'items',
  'not',
])

/**
 * Why a program with the reader's schema may refuse what one with the writer's schema writes; empty is the proof that it
 * never does. Where that cannot be told the answer is a reason, so that an unknown construct counts as a break.
 *
 * An object schema that says nothing of further fields is zod's plain object: its writer writes only the named fields,
 * its reader leaves the others alone.
 */
export function readingFaults(reader: JsonSchema, writer: JsonSchema, at = 'value'): readonly string[] {
  if (sameJson(reader, writer) || Object.keys(reader).length === 0) return []
  if (writer['not'] !== undefined) return []
  if (reader['not'] !== undefined) return [`${at}: the reader accepts nothing here`]
  const written = schemaList(writer['anyOf'] ?? writer['oneOf'])
  if (written !== undefined) return written.flatMap((one) => readingFaults(reader, one, at))
  const values = listedValues(writer)
  if (values !== undefined) {
    return values.flatMap((value) =>
      admitsValue(reader, value) ? [] : [`${at}: the reader refuses ${JSON.stringify(value)}`],
    )
  }
  const read = schemaList(reader['anyOf'] ?? reader['oneOf'])
  if (read !== undefined) {
    return read.some((one) => readingFaults(one, writer, at).length === 0)
      ? []
      : [`${at}: none of the reader's alternatives accepts ${JSON.stringify(writer)}`]
  }
  const allRead = schemaList(reader['allOf'])
  if (allRead !== undefined) {
    const { allOf: _, ...rest } = reader
    return [...allRead, rest].flatMap((one) => readingFaults(one, writer, at))
  }
  const allWritten = schemaList(writer['allOf'])
  if (allWritten !== undefined) {
    const { allOf: _, ...rest } = writer
    const found = [...allWritten, rest].map((one) => readingFaults(reader, one, at))
    return found.some((faults) => faults.length === 0) ? [] : (found[0] ?? [])
  }
  return plainFaults(reader, writer, at)
}

function plainFaults(reader: JsonSchema, writer: JsonSchema, at: string): readonly string[] {
  const listed = listedValues(reader)
  if (listed !== undefined)
    return [`${at}: the reader accepts only ${listed.map((one) => JSON.stringify(one)).join(', ')}`]
  const readTypes = typesOf(reader)
  const refused = [...typesOf(writer)].filter((type) => !readTypes.has(type))
  if (refused.length > 0) {
    return [`${at}: the reader wants ${[...readTypes].join(' or ')}, the writer may write ${refused.join(' or ')}`]
  }
  const unknown = Object.keys(reader).filter((name) => !handled.has(name) && !sameJson(reader[name], writer[name]))
  return [
    ...unknown.map(
      (name) => `${at}: ${name} differs (${JSON.stringify(reader[name])}, ${JSON.stringify(writer[name])})`,
    ),
    ...boundFaults(reader, writer, at),
    ...(readTypes.has('array') && reader['items'] !== undefined
      ? readingFaults(asSchema(reader['items']), asSchema(writer['items']), `${at}[]`)
      : []),
    ...(readTypes.has('object') ? fieldFaults(reader, writer, at, readingFaults) : []),
  ]
}
