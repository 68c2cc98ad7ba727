import type { FamilyPair } from '../family-pair.ts'
import type { LockChange, Rollout } from '../lock-change.ts'
import type { LockedLifetime } from '../locked-family.ts'

/** How a family's lifetime changed. A key keeps the time to live that its last write gave it until it is written again. */
export function ttlChanges({ name: family, before, after }: FamilyPair): readonly LockChange[] {
  const was = before.lifetime
  const is = after.lifetime
  if (was === undefined || is === undefined || text(was) === text(is)) return []
  const change = { family, class: 'TTL', compatibility: undefined, detail: `${text(was)} -> ${text(is)}` } as const
  // What programs write stays as it did: only keys that no program has written yet may end, and readers have to know.
  return was.kind === 'persistent' && is.kind === 'persistent'
    ? [{ ...change, rollout: 'readers first', bump: 'minor', needsNewFamily: false }]
    : [{ ...change, rollout: rolloutOf(was, is), bump: 'major', needsNewFamily: true }]
}

// Readers that count on a longer life wait until every key was written by the new release; readers of the old release
// have to expect a shorter one before anybody writes it.
function rolloutOf(was: LockedLifetime, is: LockedLifetime): Rollout {
  if (was.kind !== 'expires-after' || is.kind !== 'expires-after') return 'needs a migration'
  return is.ms > was.ms ? 'writers first' : 'readers first'
}

function text(lifetime: LockedLifetime): string {
  switch (lifetime.kind) {
    case 'persistent':
      return lifetime.moved === undefined
        ? 'persistent'
        : `persistent once written, moved at most ${lifetime.moved.ms} ms ${lifetime.moved.from}`
    case 'expires-after':
      return `${lifetime.ms} ms`
    case 'expires-once-done':
      return `${lifetime.ms} ms once ${lifetime.doneWhen}`
    case 'varies':
      return `varies (${lifetime.because})`
  }
}
