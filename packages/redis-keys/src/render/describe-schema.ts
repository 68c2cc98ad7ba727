import { z } from 'zod'

type JsonSchema = z.core.JSONSchema.BaseSchema

const plainTypes: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'whole number',
  boolean: 'true or false',
}

/** A field of an object: its name, what it holds, and whether it may be left out. */
export interface FieldDescription {
  readonly name: string
  readonly holds: string
  readonly optional: boolean
}

/** What a schema accepts, in a few words. */
export function describeSchema(schema: z.ZodType): string {
  return describe(jsonSchemaOf(schema))
}

/** The named fields of an object schema, in their order; none for another schema. */
export function describeFields(schema: z.ZodType): readonly FieldDescription[] {
  const { properties = {}, required = [] } = jsonSchemaOf(schema)
  return Object.entries(properties).map(([name, field]) => ({
    name,
    holds: describe(field),
    optional: !required.includes(name),
  }))
}

function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
}

function describe(schema: JsonSchema | boolean): string {
  if (typeof schema === 'boolean') return 'anything'
  if (schema.description !== undefined) return schema.description
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(' or ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  const options = schema.anyOf ?? schema.oneOf
  if (options !== undefined) return options.map(describe).join(' or ')
  if (schema.type === 'array') return `list of ${describeItems(schema.items)}`
  if (schema.type === 'object') return describeObject(schema)
  const types = [schema.type ?? []].flat()
  return types.length === 0 ? 'anything' : types.map((type) => plainTypes[type] ?? type).join(' or ')
}

function describeItems(items: JsonSchema['items']): string {
  return items === undefined || Array.isArray(items) ? 'anything' : describe(items)
}

function describeObject({ properties = {}, additionalProperties }: JsonSchema): string {
  const names = Object.keys(properties)
  const isOpen = typeof additionalProperties === 'object'
  if (names.length === 0) return 'object of any fields'
  return `object of ${names.join(', ')}${isOpen ? ' and any others' : ''}`
}
