import type { Brand } from './brand.ts'

/**
 * A value that its source still held `ageMs` ago, within the age that the reader allowed: an order may rest on it.
 * Only `fresh` and `readingOf` make one.
 */
export type Fresh<T> = Brand<{ readonly kind: 'fresh'; readonly value: T; readonly ageMs: number }, 'Fresh'>

/** A value of which nobody has heard for longer than the reader allows: to be shown with its age, never traded on. */
export interface Stale<T> {
  readonly kind: 'stale'
  readonly value: T
  /** Since its source was last known to hold it. */
  readonly ageMs: number
}

/** What a read yields that may be old. */
export type Reading<T> = Fresh<T> | Stale<T>

/** Marks a value that its source was asked for: the age is the time since it was asked, in milliseconds. */
export function fresh<T>(value: T, ageMs = 0): Fresh<T> {
  return { kind: 'fresh', value, ageMs } as Fresh<T>
}

/** Fresh up to the age allowed, stale beyond it. */
export function readingOf<T>(value: T, ageMs: number, freshForMs: number): Reading<T> {
  return ageMs <= freshForMs ? fresh(value, ageMs) : { kind: 'stale', value, ageMs }
}
