import { withoutReading, type Automaton } from './automaton.ts'
import { complement, intersection, pickCodePoint, union, type CodePointSet } from './code-point-set.ts'

interface Step {
  readonly state: number
  /** Every state in which the second automaton can be. */
  readonly others: readonly number[]
  readonly text: string
}

/**
 * A shortest text that the first automaton accepts and the second does not; undefined is the proof that the second
 * accepts whatever the first does. The second is made deterministic on the way, as far as the search goes.
 */
export function textOutside(first: Automaton, second: Automaton): string | undefined {
  const seen = new Set<string>()
  const queue: Step[] = []
  const visit = (state: number, others: readonly number[], text: string): void => {
    const name = `${state}/${others.join()}`
    if (seen.has(name)) return
    seen.add(name)
    queue.push({ state, others, text })
  }
  visit(first.start, closed(second, [second.start]), '')
  for (const { state, others, text } of queue) {
    const reachable = withoutReading(first, state)
    if (reachable.includes(first.accept) && !others.includes(second.accept)) return text
    const answers = others.flatMap((other) => second.states[other]?.moves ?? [])
    for (const { set, to } of reachable.flatMap((each) => first.states[each]?.moves ?? [])) {
      for (const part of partition(
        set,
        answers.map((answer) => answer.set),
      )) {
        const point = pickCodePoint(part)
        if (point === undefined) continue
        const next = answers.filter((answer) => intersection(part, answer.set).length > 0).map((answer) => answer.to)
        visit(to, closed(second, next), text + String.fromCodePoint(point))
      }
    }
  }
  return undefined
}

function closed(automaton: Automaton, states: readonly number[]): readonly number[] {
  return [...new Set(states.flatMap((state) => withoutReading(automaton, state)))].toSorted((a, b) => a - b)
}

/** The set cut so that each part lies wholly inside or wholly outside of each of the others. */
function partition(set: CodePointSet, others: readonly CodePointSet[]): readonly CodePointSet[] {
  let parts: readonly CodePointSet[] = [set]
  for (const other of others) {
    parts = parts
      .flatMap((part) => [intersection(part, other), intersection(part, complement(union(other)))])
      .filter((part) => part.length > 0)
  }
  return parts
}
