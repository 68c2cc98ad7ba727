import { isJsonObject, type JsonObject, type JsonValue } from '../json-value.ts'

/** A JSON Schema as an object; `true` and `{}` accept everything, `false` nothing. */
export type JsonSchema = JsonObject

const nothing: JsonSchema = { not: {} }

/** The schema at a place that may hold a boolean. */
export function asSchema(value: JsonValue | undefined): JsonSchema {
  if (value === false) return nothing
  return isJsonObject(value) ? value : {}
}

/** The schemas of a list such as `anyOf`; undefined when there is no list. */
export function schemaList(value: JsonValue | undefined): readonly JsonSchema[] | undefined {
  return Array.isArray(value) ? value.map(asSchema) : undefined
}

/** The schemas of `properties`. */
export function propertiesOf(schema: JsonSchema): ReadonlyMap<string, JsonSchema> {
  const { properties } = schema
  return new Map(
    isJsonObject(properties) ? Object.entries(properties).map(([name, one]) => [name, asSchema(one)] as const) : [],
  )
}

/** The names of `required`. */
export function requiredOf({ required }: JsonSchema): readonly string[] {
  return Array.isArray(required) ? required.filter((name) => typeof name === 'string') : []
}

const everyType = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object']

/** The JSON types that a schema admits; `number` stands with `integer`. */
export function typesOf({ type }: JsonSchema): ReadonlySet<string> {
  const listed = Array.isArray(type) ? type : type === undefined ? everyType : [type]
  const types = new Set(listed.filter((one) => typeof one === 'string'))
  if (types.has('number')) types.add('integer')
  return types
}

/** The values of `enum` or `const`; undefined when the schema does not list its values. */
export function listedValues({ enum: values, const: value }: JsonSchema): readonly JsonValue[] | undefined {
  if (value !== undefined) return [value]
  return Array.isArray(values) ? values : undefined
}
