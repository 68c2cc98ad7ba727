import { buildAutomaton, type Automaton } from './automaton.ts'
import { parsePattern } from './parse-pattern.ts'

const known = new Map<string, Automaton>()

/** The automaton of a regular expression, built once. @throws Error on a construct that segments do not use. */
export function automatonOfPattern(pattern: string): Automaton {
  const before = known.get(pattern)
  if (before !== undefined) return before
  const automaton = buildAutomaton(parsePattern(pattern))
  known.set(pattern, automaton)
  return automaton
}
