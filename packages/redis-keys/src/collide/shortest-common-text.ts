import { withoutReading, type Automaton } from './automaton.ts'
import { commonCodePoint, type CodePointSet } from './code-point-set.ts'

interface Closed {
  readonly accepts: boolean
  readonly moves: readonly { readonly set: CodePointSet; readonly to: number }[]
}

const closures = new WeakMap<Automaton, Map<number, Closed>>()

function close(automaton: Automaton): (state: number) => Closed {
  const known = closures.get(automaton) ?? new Map<number, Closed>()
  closures.set(automaton, known)
  return (state) => {
    const before = known.get(state)
    if (before !== undefined) return before
    const reachable = withoutReading(automaton, state)
    const closed = {
      accepts: reachable.includes(automaton.accept),
      moves: reachable.flatMap((each) => automaton.states[each]?.moves ?? []),
    }
    known.set(state, closed)
    return closed
  }
}

/**
 * A shortest text that both automata accept, or undefined when there is none: a breadth-first search of the product
 * automaton, so that `undefined` is a proof and a text is a witness.
 */
export function shortestCommonText(a: Automaton, b: Automaton): string | undefined {
  const closeA = close(a)
  const closeB = close(b)
  const width = b.states.length
  const start = a.start * width + b.start
  const cameFrom = new Map<number, { readonly pair: number; readonly point: number } | undefined>([[start, undefined]])
  for (const pair of cameFrom.keys()) {
    const left = closeA(Math.floor(pair / width))
    const right = closeB(pair % width)
    if (left.accepts && right.accepts) return spell(cameFrom, pair)
    for (const one of left.moves) {
      for (const other of right.moves) {
        const next = one.to * width + other.to
        if (cameFrom.has(next)) continue
        const point = commonCodePoint(one.set, other.set)
        if (point !== undefined) cameFrom.set(next, { pair, point })
      }
    }
  }
  return undefined
}

function spell(
  cameFrom: ReadonlyMap<number, { readonly pair: number; readonly point: number } | undefined>,
  end: number,
): string {
  const points: number[] = []
  for (let step = cameFrom.get(end); step !== undefined; step = cameFrom.get(step.pair)) points.push(step.point)
  return String.fromCodePoint(...points.toReversed())
}
