/** A migration as far as the lock is concerned: which families it moves keys out of, and into which. */
export interface FamilyMigration {
  /** As `keys migrate` calls it: `0003-grid-positions`. */
  readonly id: string
  readonly from: readonly { readonly name: string }[]
  readonly to: readonly { readonly name: string }[]
}

/** Whether a migration moves keys of a family, into another where one is named. */
export function moves({ from, to }: FamilyMigration, family: string, into?: string): boolean {
  const names = (families: FamilyMigration['from'], name: string): boolean => families.some((one) => one.name === name)
  return names(from, family) && (into === undefined || names(to, into))
}
