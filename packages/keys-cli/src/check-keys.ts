import {
  catalogue,
  channels,
  checkCatalogue,
  checkLock,
  describeCollision,
  describeGlobShadow,
  describeLiteralValue,
  findCollisions,
  findGlobShadowing,
  findLiteralValues,
  findUnlockedRules,
  LockError,
  lockOf,
  type AnyChannelFamily,
  type AnyFamily,
  type AnyKeyFamily,
  type FamilyMigration,
} from '@tradingboost/redis-keys'
import { migrations } from '@tradingboost/layout-migrations'
import { writtenLock } from './lock/lock-file.ts'
import { keptLockFindings, keptLocks } from './lock/kept-locks.ts'
import { greatestBump, pendingChangesets } from './lock/pending-changesets.ts'
import { releasedLock } from './lock/released-lock.ts'
import { lockedPackage } from './lock/repository.ts'

/** What the check of all keys says: `findings` must be empty, `notes` is what a reader of keys has to know. */
export interface KeyCheck {
  readonly families: number
  readonly findings: readonly string[]
  readonly notes: {
    readonly collisions: readonly string[]
    readonly globShadows: readonly string[]
    readonly literalValues: readonly string[]
  }
}

/** The families that are checked, and the migrations between them. */
export interface Keys {
  readonly catalogue: readonly AnyKeyFamily[]
  readonly channels: readonly AnyChannelFamily[]
  readonly migrations: readonly FamilyMigration[]
}

const ours: Keys = { catalogue, channels, migrations }

/** Checks the families, that no two of them collide, and the lock against the released one and the changesets. */
export async function checkKeys(root: string, base?: string, keys: Keys = ours): Promise<KeyCheck> {
  const families = [...keys.catalogue, ...keys.channels]
  const active = families.filter(({ status }) => status === 'active')
  const collisions = findCollisions(families)
  return {
    families: families.length,
    findings: [
      ...checkCatalogue(keys.catalogue),
      ...collisions.filter(({ isError }) => isError).map(describeCollision),
      ...findUnlockedRules(families),
      ...(await lockFindings(root, base, families, keys.migrations)),
    ],
    notes: {
      collisions: collisions.filter(({ isError }) => !isError).map(describeCollision),
      globShadows: findGlobShadowing(active).map(describeGlobShadow),
      literalValues: findLiteralValues(families).map(describeLiteralValue),
    },
  }
}

async function lockFindings(
  root: string,
  base: string | undefined,
  families: readonly AnyFamily[],
  known: readonly FamilyMigration[],
): Promise<readonly string[]> {
  try {
    const released = await releasedLock(root, base)
    const written = await writtenLock(root)
    const changesets = await pendingChangesets(root, lockedPackage)
    const findings = checkLock({
      catalogue: lockOf(families),
      written,
      // Without a history the file itself is all that is known of a release.
      released: released === undefined ? written : released.lock,
      kept: await keptLocks(root),
      pending: greatestBump(changesets),
      announcements: changesets.filter(({ bump }) => bump !== 'patch').map(({ text }) => text),
      migrations: known,
    })
    return [...findings, ...(await keptLockFindings(root, released?.base))]
  } catch (error) {
    if (error instanceof LockError) return [error.message]
    throw error
  }
}
