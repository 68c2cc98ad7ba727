import { automatonOfPattern } from '../../collide/automaton-of-pattern.ts'
import { textOutside } from '../../collide/text-outside.ts'
import { sameJson, type JsonValue } from '../json-value.ts'
import type { JsonSchema } from './json-schema.ts'

const lowerBounds = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties']
const upperBounds = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties']
const exact = ['format', 'multipleOf', 'uniqueItems', 'contentEncoding', 'prefixItems']

/** Keywords whose meaning is a bound on one value. */
export const boundKeywords: ReadonlySet<string> = new Set([...lowerBounds, ...upperBounds, ...exact, 'pattern'])

/** Why a reader's bounds refuse what a writer's admit. */
export function boundFaults(reader: JsonSchema, writer: JsonSchema, at: string): readonly string[] {
  return [
    ...lowerBounds.flatMap((name) => beyond(reader, writer, name, at, (bound, given) => given >= bound)),
    ...upperBounds.flatMap((name) => beyond(reader, writer, name, at, (bound, given) => given <= bound)),
    ...exact.flatMap((name) =>
      reader[name] === undefined || reader[name] === false || sameJson(reader[name], writer[name])
        ? []
        : [`${at}: ${name} is ${text(reader[name])} for the reader, ${text(writer[name])} for the writer`],
    ),
    ...patternFaults(reader['pattern'], writer['pattern'], at),
  ]
}

function beyond(
  reader: JsonSchema,
  writer: JsonSchema,
  name: string,
  at: string,
  within: (bound: number, given: number) => boolean,
): readonly string[] {
  const bound = reader[name]
  const given = writer[name]
  if (typeof bound !== 'number') return []
  // A length of at least nothing is no bound.
  if (bound === 0 && ['minLength', 'minItems', 'minProperties'].includes(name)) return []
  if (typeof given === 'number' && within(bound, given)) return []
  return [`${at}: ${name} is ${bound} for the reader, ${text(given)} for the writer`]
}

function patternFaults(reader: JsonValue | undefined, writer: JsonValue | undefined, at: string): readonly string[] {
  if (typeof reader !== 'string' || reader === writer) return []
  if (typeof writer !== 'string') return [`${at}: the reader wants /${reader}/, the writer any text`]
  const refused = refusedText(reader, writer)
  if (refused === undefined) return []
  const example = refused === unknown ? '' : `, such as ${JSON.stringify(refused)}`
  return [`${at}: the reader wants /${reader}/, the writer writes /${writer}/${example}`]
}

const unknown = Symbol('cannot tell')

function refusedText(reader: string, writer: string): string | typeof unknown | undefined {
  if (![reader, writer].every((one) => one.startsWith('^') && one.endsWith('$'))) return unknown
  try {
    return textOutside(automatonOfPattern(writer), automatonOfPattern(reader))
  } catch {
    // A construct that the automata do not know: no proof, so the change counts as one that the reader may refuse.
    return unknown
  }
}

function text(value: JsonValue | undefined): string {
  return value === undefined ? 'open' : JSON.stringify(value)
}
