import type { LockedFamily } from './locked-family.ts'

/** A family as released and as the catalogue has it now. */
export interface FamilyPair {
  /** The name in the catalogue. */
  readonly name: string
  readonly before: LockedFamily
  readonly after: LockedFamily
}
