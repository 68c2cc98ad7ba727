import { compareLock, demandedBump, describeChange } from '@tradingboost/redis-keys'
import type { Command } from 'commander'
import { KeysCliError } from '../keys-cli-error.ts'
import { catalogueLock } from '../lock/lock-file.ts'
import { releasedLock } from '../lock/released-lock.ts'
import { lockPath, ownRepository } from '../lock/repository.ts'
import { print } from '../print.ts'

interface DiffOptions {
  readonly base?: string
  readonly root: string
  readonly json?: true
}

/** Adds `keys diff`, which prints how the catalogue differs from a released lock. */
export function registerDiff(program: Command): void {
  program
    .command('diff')
    .description('print each change since a release: its class, its bump, and the order of rollout that it demands')
    .option('--base <ref>', 'the revision to compare with; otherwise where this branch left main')
    .option('--root <folder>', 'the repository', ownRepository)
    .option('--json', 'print the changes as JSON')
    .action(async ({ base, root, json }: DiffOptions) => {
      const released = await releasedLock(root, base)
      if (released?.lock === undefined) {
        const where = released === undefined ? `${root} is no git repository` : `${released.base} has no ${lockPath}`
        throw new KeysCliError(`${where}: there is nothing to compare with; name a revision with --base`)
      }
      const changes = compareLock(released.lock, catalogueLock())
      const bump = demandedBump(changes)
      if (json === true)
        return print(JSON.stringify({ base: released.base, bump: bump ?? null, changes }, undefined, 2))
      if (changes.length === 0) return print(`no family differs from ${released.base}`)
      print(changes.map(describeChange).join('\n'))
      print(
        `${changes.length} ${changes.length === 1 ? 'change' : 'changes'} since ${released.base}: a ${bump} release`,
      )
    })
}
