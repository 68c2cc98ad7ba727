import type { z } from 'zod'

/** The definition of any schema of zod. */
export type ZodDefinition = z.core.$ZodTypes['_zod']['def']

type Inner = readonly (readonly [z.core.$ZodType, string])[]

/** The schemas that a schema is made of, each with its place in the value. */
export function innerSchemas(def: ZodDefinition, at: string): Inner {
  switch (def.type) {
    case 'object':
      return [
        ...Object.entries(def.shape).map(([name, field]) => [field, at === 'value' ? name : `${at}.${name}`] as const),
        ...(def.catchall === undefined ? [] : [[def.catchall, `further fields of ${at}`] as const]),
      ]
    case 'array':
      return [[def.element, `${at}[]`]]
    case 'record':
    case 'map':
      return [
        [def.keyType, `names of ${at}`],
        [def.valueType, `${at}[]`],
      ]
    case 'set':
      return [[def.valueType, `${at}[]`]]
    case 'tuple':
      return [...def.items, ...(def.rest === null ? [] : [def.rest])].map((item) => [item, `${at}[]`] as const)
    case 'union':
      return def.options.map((option) => [option, at] as const)
    case 'intersection':
      return [
        [def.left, at],
        [def.right, at],
      ]
    case 'optional':
    case 'nullable':
    case 'nonoptional':
    case 'readonly':
    case 'default':
    case 'prefault':
    case 'catch':
      return [[def.innerType, at]]
    case 'pipe':
      return [[def.in, at]]
    case 'lazy':
      return [[def.getter(), at]]
    default:
      return []
  }
}
