import { writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { compareLock, recipes, writeLock } from '@tradingboost/redis-keys'
import type { Command } from 'commander'
import { keepLock } from '../lock/keep-lock.ts'
import { catalogueLock } from '../lock/lock-file.ts'
import { readIfThere } from '../read-if-there.ts'
import { releasedLock } from '../lock/released-lock.ts'
import { lockPath, ownRepository } from '../lock/repository.ts'
import { print } from '../print.ts'

interface LockOptions {
  readonly base?: string
  readonly root: string
  readonly release?: true
  readonly json?: true
}

/** Adds `keys lock`, which writes keys.lock.json, unless a released family changed in a way that it may not. */
export function registerLock(program: Command): void {
  program
    .command('lock')
    .description('write keys.lock.json from the catalogue')
    .option('--base <ref>', 'the released revision; otherwise where this branch left main')
    .option('--root <folder>', 'the repository', ownRepository)
    .option('--release', 'keep the lock as that of the version in package.json, after `changeset version`')
    .option('--json', 'print what happened as JSON')
    .action(async ({ base, root, release, json }: LockOptions) => {
      if (release === true) {
        const { path, written } = await keepLock(root)
        if (json === true) return print(JSON.stringify({ file: path, written, findings: [] }, undefined, 2))
        return print(written ? `wrote ${path}` : `${path} is up to date`)
      }
      const lock = catalogueLock()
      const released = await releasedLock(root, base)
      const refused = released?.lock === undefined ? [] : recipes(compareLock(released.lock, lock))
      const file = join(root, lockPath)
      const text = writeLock(lock)
      const isStale = (await readIfThere(file)) !== text
      const written = refused.length === 0 && isStale
      if (written) await writeFile(file, text)
      if (json === true) print(JSON.stringify({ file: lockPath, written, findings: refused }, undefined, 2))
      else if (refused.length > 0) print([...refused, `${lockPath} stays as it is`].join('\n\n'))
      else print(isStale ? `wrote ${relative(process.cwd(), file)}` : `${lockPath} is up to date`)
      if (refused.length > 0) process.exitCode = 1
    })
}
