import type { LooseParams } from './compile-template.ts'
import { KeyBuildError } from './key-build-error.ts'
import type { Segment } from './segment.ts'

/** A parameter of a template and the literal that follows it. */
export interface Slot {
  readonly name: string
  readonly segment: Segment<unknown>
  readonly after: string
}

/**
 * The function that writes the texts of a template. Templates of up to four parameters are written out: a loop over slots
 * costs about as much as the checks themselves, and building keys is on every path to Redis.
 */
export function compileBuild(template: string, head: string, slots: readonly Slot[]): (params: LooseParams) => string {
  const write = ({ name, segment }: Slot, params: LooseParams): string => spell(template, name, segment, params[name])
  const [a, b, c, d, ...more] = slots
  if (a === undefined) return () => head
  if (b === undefined) return (params) => head + write(a, params) + a.after
  if (c === undefined) return (params) => head + write(a, params) + a.after + write(b, params) + b.after
  if (d === undefined) {
    return (params) => head + write(a, params) + a.after + write(b, params) + b.after + write(c, params) + c.after
  }
  const four = (params: LooseParams): string =>
    head +
    write(a, params) +
    a.after +
    write(b, params) +
    b.after +
    write(c, params) +
    c.after +
    write(d, params) +
    d.after
  if (more.length === 0) return four
  return (params) => more.reduce((key, slot) => key + write(slot, params) + slot.after, four(params))
}

/**
 * The function that writes the texts whose parameters are the same but for one. What stands before and after it is written
 * once, so that a thousand keys cost little more than their values.
 */
export function compileBuildEach(
  template: string,
  head: string,
  slots: readonly Slot[],
): (name: string, values: readonly unknown[], others: LooseParams) => readonly string[] {
  return (name, values, others) => {
    const at = slots.findIndex((slot) => slot.name === name)
    const slot = slots[at]
    if (slot === undefined) throw new KeyBuildError(template, name, undefined, values[0])
    const write = (text: string, other: Slot): string =>
      text + spell(template, other.name, other.segment, others[other.name]) + other.after
    const before = slots.slice(0, at).reduce(write, head)
    const after = slots.slice(at + 1).reduce(write, slot.after)
    return values.map((value) => before + spell(template, name, slot.segment, value) + after)
  }
}

function spell(template: string, name: string, segment: Segment<unknown>, value: unknown): string {
  const text = segment.encode(value)
  if (text === undefined) throw new KeyBuildError(template, name, segment.accepts, value)
  return text
}
