import { moves, type FamilyMigration } from './family-migration.ts'
import type { Lock, LockedFamily } from './locked-family.ts'

/** A family that was active when it was released and is not now, and whose keys nobody moves. */
export interface UnmovedFamily {
  readonly family: string
  /** The active family that takes its place; undefined when none does and its keys stay. */
  readonly successor: string | undefined
}

/**
 * The families that were written until the release and are not from now on, without a migration to each family that takes
 * their place. One that nothing replaces needs none where its keys expire by themselves, or where it is a channel.
 */
export function unmovedFamilies(
  released: Lock,
  catalogue: Lock,
  migrations: readonly FamilyMigration[],
): readonly UnmovedFamily[] {
  return Object.entries(catalogue.families).flatMap(([family, now]): readonly UnmovedFamily[] => {
    if (now.status === 'active' || released.families[family]?.status !== 'active') return []
    const successors = successorsOf(family, catalogue)
    if (successors.length === 0) {
      return stays(now) && !migrations.some((one) => moves(one, family)) ? [{ family, successor: undefined }] : []
    }
    return successors
      .filter((successor) => !migrations.some((one) => moves(one, family, successor)))
      .map((successor) => ({ family, successor }))
  })
}

function successorsOf(family: string, { families }: Lock): readonly string[] {
  return Object.entries(families)
    .filter(([, { status, replaces }]) => status === 'active' && replaces.includes(family))
    .map(([name]) => name)
}

function stays({ lifetime }: LockedFamily): boolean {
  return lifetime !== undefined && lifetime.kind !== 'expires-after'
}
