/** How long a key stands; every duration is in milliseconds. */
export type Lifetime =
  | { readonly kind: 'persistent' }
  | { readonly kind: 'expires-after'; readonly ms: number }
  | { readonly kind: 'expires-once-done'; readonly ms: number; readonly doneWhen: string }
  | { readonly kind: 'varies'; readonly because: string }

/** The key stands until somebody deletes it. */
export const persistent: Lifetime = { kind: 'persistent' }

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
