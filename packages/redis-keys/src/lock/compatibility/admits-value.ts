import { sameJson, type JsonValue } from '../json-value.ts'
import { listedValues, schemaList, typesOf, type JsonSchema } from './json-schema.ts'

/** Whether a schema admits one given scalar; false also where that cannot be told. */
export function admitsValue(schema: JsonSchema, value: JsonValue): boolean {
  const options = schemaList(schema['anyOf'] ?? schema['oneOf'])
  if (options !== undefined) return options.some((option) => admitsValue(option, value))
  if (!(schemaList(schema['allOf']) ?? []).every((one) => admitsValue(one, value))) return false
  if (schema['not'] !== undefined) return false
  const listed = listedValues(schema)
  if (listed !== undefined) return listed.some((one) => sameJson(one, value))
  if (!typesOf(schema).has(typeOfValue(value))) return false
  if (typeof value === 'string') return admitsText(schema, value)
  return typeof value === 'number' ? admitsNumber(schema, value) : typeof value !== 'object' || value === null
}

function typeOfValue(value: JsonValue): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return typeof value === 'number' && Number.isInteger(value) ? 'integer' : typeof value
}

function admitsText({ minLength, maxLength, pattern, format }: JsonSchema, value: string): boolean {
  const length = Array.from(value).length
  return (
    (typeof minLength !== 'number' || length >= minLength) &&
    (typeof maxLength !== 'number' || length <= maxLength) &&
    (typeof pattern !== 'string' || new RegExp(pattern, 'u').test(value)) &&
    (format === undefined || pattern !== undefined)
  )
}

function admitsNumber(schema: JsonSchema, value: number): boolean {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema
  return (
    (typeof minimum !== 'number' || value >= minimum) &&
    (typeof maximum !== 'number' || value <= maximum) &&
    (typeof exclusiveMinimum !== 'number' || value > exclusiveMinimum) &&
    (typeof exclusiveMaximum !== 'number' || value < exclusiveMaximum) &&
    multipleOf === undefined
  )
}
