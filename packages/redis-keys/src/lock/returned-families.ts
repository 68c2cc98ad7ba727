import { compareLock } from './compare-lock.ts'
import type { LockChange } from './lock-change.ts'
import type { Lock, LockedFamily } from './locked-family.ts'

/** The lock of a version that was released. */
export interface KeptLock {
  /** As package.json says it. */
  readonly version: string
  readonly lock: Lock
}

/** A family that is active now, and was in a released version in a form that the present one does not read. */
export interface ReturnedFamily {
  readonly family: string
  readonly version: string
  /** The family's name in that version. */
  readonly was: string
  /** The changes that only a new family may make. */
  readonly changes: readonly LockChange[]
}

/**
 * The active families that differ from any version that was released, by name or by template, however many merges lie
 * between; the newest such version for each.
 */
export function returnedFamilies(kept: readonly KeptLock[], catalogue: Lock): readonly ReturnedFamily[] {
  return Object.entries(catalogue.families).flatMap(([family, is]): readonly ReturnedFamily[] => {
    if (is.status !== 'active') return []
    for (const { version, lock } of kept) {
      const [was, before] = releasedForm(family, is, lock, catalogue) ?? []
      if (was === undefined || before === undefined) continue
      const pair = { [family]: before }
      const changes = compareLock({ ...lock, families: pair }, { ...catalogue, families: { [family]: is } })
      const forbidden = changes.filter((one) => one.needsNewFamily && !isOutlived(one, before))
      if (forbidden.length > 0) return [{ family, version, was, changes: forbidden }]
    }
    return []
  })
}

/** What a version wrote under the name of a family, else under its template by a name that the catalogue lacks now. */
function releasedForm(
  name: string,
  { template }: LockedFamily,
  { families }: Lock,
  catalogue: Lock,
): readonly [string, LockedFamily] | undefined {
  const sameName = families[name]
  if (sameName?.status === 'active') return [name, sameName]
  return Object.entries(families).find(
    ([other, family]) =>
      family.status === 'active' && family.template === template && catalogue.families[other] === undefined,
  )
}

// A value of a key that expires is gone when the next version but one comes, so that only its neighbours have to agree.
function isOutlived({ class: kind }: LockChange, { lifetime }: LockedFamily): boolean {
  return kind === 'VALUE' && (lifetime === undefined || lifetime.kind === 'expires-after')
}
