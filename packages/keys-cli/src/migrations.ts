import type { FamilyMigration } from '@tradingboost/redis-keys'

/** Every migration that there is: what `keys check` counts as moved, and what `keys explain` names. */
export const migrations: readonly FamilyMigration[] = []
