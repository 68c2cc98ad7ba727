import { catalogue, channels, lockOf, writeLock, type LockedFamily } from '@tradingboost/redis-keys'

export type LockedParts = Partial<LockedFamily>

const locked = lockOf([...catalogue, ...channels])

/** The lock file of the catalogue as it is. */
export function lockText(): string {
  return writeLock(locked)
}

/** A lock file in which a family promised something else. */
export function changeFamily(name: string, parts: LockedParts): string {
  const family = locked.families[name]
  if (family === undefined) throw new Error(`${name} is not locked`)
  return writeLock({ ...locked, families: { ...locked.families, [name]: { ...family, ...parts } } })
}

/** A lock file of the time before a family was there. */
export function withoutFamily(name: string): string {
  const families = Object.entries(locked.families).filter(([known]) => known !== name)
  return writeLock({ ...locked, families: Object.fromEntries(families) })
}
