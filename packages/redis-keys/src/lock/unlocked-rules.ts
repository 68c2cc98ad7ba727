import type { z } from 'zod'
import type { AnyFamily } from '../collide/find-collisions.ts'
import { isMemberCheck } from '../define/member-template.ts'
import type { ValueShape } from '../define/value-shape.ts'
import { innerSchemas, type ZodDefinition } from './inner-schemas.ts'

/** Checks that JSON Schema says as a keyword, so that the lock changes with them. */
const lockedChecks = new Set([
  'min_length',
  'max_length',
  'length_equals',
  'greater_than',
  'less_than',
  'multiple_of',
  'number_format',
  'string_format',
])

const checkNames: Readonly<Record<string, string>> = {
  custom: 'a refinement',
  overwrite: 'a change of the text, such as trim',
  property: 'a check of a property',
}

const typeNames: Readonly<Record<string, string>> = {
  pipe: 'a transform or a pipe',
  transform: 'a transform',
  custom: 'a check of its own',
  default: 'a default',
  prefault: 'a default',
  catch: 'a catch, which admits anything',
  success: 'a test of success',
  promise: 'a promise',
}

/**
 * The rules of stored schemas that their released form does not show, a sentence each: what is valid could change without
 * a change of the lock.
 */
export function findUnlockedRules(families: readonly AnyFamily[]): readonly string[] {
  return families.flatMap((family) => {
    const schemas = family.kind === 'channel' ? [family.payload] : schemasOf(family.value)
    const seen = new Set<object>()
    const rules = schemas.flatMap((schema) => rulesOf(schema, 'value', seen))
    return rules.map(
      ({ at, rule }) =>
        `the schema of ${family.name} has ${rule} at ${at}, which keys.lock.json does not show: say it with a pattern, ` +
        'an enum or a bound, or move it to the program that reads the value',
    )
  })
}

interface Rule {
  readonly at: string
  readonly rule: string
}

function schemasOf(shape: ValueShape): readonly z.ZodType[] {
  switch (shape.type) {
    case 'string':
      return [shape.schema]
    case 'hash':
      return shape.rest === undefined ? [shape.schema] : [shape.schema, shape.rest]
    case 'list':
      return [shape.element.schema]
    case 'set':
    case 'zset':
      return [shape.member.schema]
  }
}

function rulesOf(schema: z.core.$ZodType, at: string, seen: Set<object>): readonly Rule[] {
  if (seen.has(schema)) return []
  seen.add(schema)
  // Zod's own union of all its schemas: the base class has the definition without the fields of each type.
  const { def } = (schema as z.core.$ZodTypes)._zod
  const own = [...checkRules(def.checks ?? []), ...formRules(def)].map((rule) => ({ at, rule }))
  return [...own, ...innerSchemas(def, at).flatMap(([inner, place]) => rulesOf(inner, place, seen))]
}

function checkRules(checks: readonly z.core.$ZodCheck[]): readonly string[] {
  return checks.flatMap((check) => {
    const { check: kind } = check._zod.def
    if (isMemberCheck(check)) return []
    if (lockedChecks.has(kind)) return flagRules(check._zod.def)
    return [checkNames[kind] ?? `the check ${kind}`]
  })
}

function formRules(def: ZodDefinition): readonly string[] {
  const coerces = 'coerce' in def && def.coerce ? ['a coercion'] : []
  const named = typeNames[def.type]
  return [...coerces, ...(named === undefined ? [] : [named]), ...flagRules(def)]
}

/** JSON Schema has the source of a regular expression and not its flags. */
function flagRules(def: object): readonly string[] {
  if (!('pattern' in def) || !(def.pattern instanceof RegExp)) return []
  return /[^dguy]/.test(def.pattern.flags) ? [`the flags ${def.pattern.flags} of a pattern`] : []
}
