import {
  migrationAudit,
  migrationBackup,
  migrationInstances,
  migrationMembers,
  migrationRefusals,
  migrationRunner,
  migrationSaved,
  migrationState,
} from '@tradingboost/redis-keys'

/** The keys in which one migration keeps what it knows. */
export interface MigrationKeys {
  readonly migrationId: string
  readonly state: string
  readonly audit: string
  readonly refusals: string
  readonly runner: string
  readonly instances: string
  /** Which targets programs of ours saved themselves. */
  readonly saved: string
  /** Backup and ledger entry of one source key. */
  readonly backupOf: (key: string) => string
  /** Which members of one shared key came from which source. */
  readonly membersOf: (key: string) => string
  /** The source key of a backup; undefined for any other key. */
  readonly backedUp: (key: string) => string | undefined
  /** The shared key whose members a key of ours names; undefined for any other key. */
  readonly sharedKey: (key: string) => string | undefined
  /** SCAN globs of all backups and of all members. */
  readonly backupGlob: string
  readonly membersGlob: string
}

export function migrationKeys(migrationId: string): MigrationKeys {
  return {
    migrationId,
    state: migrationState.build({ migrationId }),
    audit: migrationAudit.build({ migrationId }),
    refusals: migrationRefusals.build({ migrationId }),
    runner: migrationRunner.build({ migrationId }),
    instances: migrationInstances.build({ migrationId }),
    saved: migrationSaved.build({ migrationId }),
    backupOf: (movedKey) => migrationBackup.build({ migrationId, movedKey }),
    membersOf: (movedKey) => migrationMembers.build({ migrationId, movedKey }),
    backedUp: (key) => {
      const params = migrationBackup.read(key)
      return params?.migrationId === migrationId ? params.movedKey : undefined
    },
    sharedKey: (key) => {
      const params = migrationMembers.read(key)
      return params?.migrationId === migrationId ? params.movedKey : undefined
    },
    backupGlob: migrationBackup.match({ migrationId }),
    membersGlob: migrationMembers.match({ migrationId }),
  }
}
