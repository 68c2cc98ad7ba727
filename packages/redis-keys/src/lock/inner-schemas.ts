import type { z } from 'zod'

/** The definition of any schema of zod. */
export type ZodDefinition = z.core.$ZodTypes['_zod']['def']

type Inner = readonly (readonly [z.core.$ZodType, string])[]

/** The schemas that a schema is made of, each with its place in the value. */
export function innerSchemas(def: ZodDefinition, at: string): Inner {
  if ('shape' in def) return fieldsOf(def, at)
  if ('element' in def) return [[def.element, `${at}[]`]]
  if ('keyType' in def) {
    return [
      [def.keyType, `names of ${at}`],
      [def.valueType, `${at}[]`],
    ]
  }
  if ('valueType' in def) return [[def.valueType, `${at}[]`]]
  if ('items' in def) return [...def.items, ...(def.rest === null ? [] : [def.rest])].map((item) => [item, `${at}[]`])
  if ('options' in def) return def.options.map((option) => [option, at])
  if ('left' in def) {
    return [
      [def.left, at],
      [def.right, at],
    ]
  }
  if ('innerType' in def) return [[def.innerType, at]]
  if ('in' in def) return [[def.in, at]]
  return 'getter' in def ? [[def.getter(), at]] : []
}

function fieldsOf({ shape, catchall }: z.core.$ZodObjectDef, at: string): Inner {
  const fields = Object.entries(shape).map(([name, field]) => [field, at === 'value' ? name : `${at}.${name}`] as const)
  return catchall === undefined ? fields : [...fields, [catchall, `further fields of ${at}`]]
}
