/** How long a key stands; every duration is in milliseconds. */
export type Lifetime =
  | { readonly kind: 'persistent'; readonly moved?: MovedLifetime }
  | { readonly kind: 'expires-after'; readonly ms: number }
  | { readonly kind: 'expires-once-done'; readonly ms: number; readonly doneWhen: string }
  | { readonly kind: 'varies'; readonly because: string }

/** How long a key of a persistent family may stand that no program of ours has written yet. */
export interface MovedLifetime {
  /** The longest time to live that a source had, in milliseconds. */
  readonly ms: number
  /** The sources, as the end of a sentence: "of exchangePositions". */
  readonly from: string
}

/** The key stands until somebody deletes it. */
export const persistent: Lifetime = { kind: 'persistent' }

/**
 * Every write makes the key stay; one that a migration moved keeps what remained of its source's time to live, at most this
 * many milliseconds, until it is written.
 */
export function persistentOnceWritten(ms: number, from: string): Lifetime {
  return { kind: 'persistent', moved: { ms: positive(ms), from } }
}

/** Every write sets this time to live, in milliseconds. */
export function expiresAfter(ms: number): Lifetime {
  return { kind: 'expires-after', ms: positive(ms) }
}

/** The key is persistent while its record is open and lives this many milliseconds after it is done. */
export function expiresOnceDone(ms: number, doneWhen: string): Lifetime {
  return { kind: 'expires-once-done', ms: positive(ms), doneWhen }
}

/** Writers of old disagree about the time to live; only a deprecated family may say so. */
export function lifetimeVaries(because: string): Lifetime {
  return { kind: 'varies', because }
}

function positive(ms: number): number {
  if (Number.isSafeInteger(ms) && ms > 0) return ms
  throw new RangeError(`a lifetime of ${ms} ms: give a whole number of milliseconds above 0`)
}
