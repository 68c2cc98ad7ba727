import { internCodePoints, type CodePointSet } from './code-point-set.ts'
import type { PatternNode } from './parse-pattern.ts'

interface State {
  readonly empty: number[]
  readonly moves: { readonly set: CodePointSet; readonly to: number }[]
}

/** A nondeterministic finite automaton over code points (Thompson's construction). */
export interface Automaton {
  readonly states: readonly State[]
  readonly start: number
  readonly accept: number
}

/** Builds the automaton that accepts exactly the texts of the pattern. */
export function buildAutomaton(pattern: PatternNode): Automaton {
  const states: State[] = []
  const add = (): number => states.push({ empty: [], moves: [] }) - 1
  const link = (from: number, to: number): void => {
    states[from]?.empty.push(to)
  }

  function build(node: PatternNode, from: number): number {
    switch (node.kind) {
      case 'set': {
        const to = add()
        states[from]?.moves.push({ set: internCodePoints(node.set), to })
        return to
      }
      case 'sequence':
        return node.parts.reduce((state, part) => build(part, state), from)
      case 'choice': {
        const end = add()
        for (const option of node.options) {
          const begin = add()
          link(from, begin)
          link(build(option, begin), end)
        }
        return end
      }
      case 'repeat':
        return buildRepeat(node.node, node.least, node.most, from)
    }
  }

  function buildRepeat(node: PatternNode, least: number, most: number | undefined, from: number): number {
    let state = from
    for (let times = 0; times < least; times += 1) state = build(node, state)
    if (most === undefined) {
      const loop = add()
      link(state, loop)
      link(build(node, loop), loop)
      return loop
    }
    const end = add()
    link(state, end)
    for (let times = least; times < most; times += 1) {
      state = build(node, state)
      link(state, end)
    }
    return end
  }

  const start = add()
  return { start, accept: build(pattern, start), states }
}

/** The states reachable without reading a character, the given ones included. */
export function withoutReading(automaton: Automaton, state: number): readonly number[] {
  const seen = new Set([state])
  for (const current of seen) for (const next of automaton.states[current]?.empty ?? []) seen.add(next)
  return [...seen]
}
