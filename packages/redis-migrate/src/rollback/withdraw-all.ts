import { restoreSource } from '../restore/restore-source.ts'
import { sideBySide } from '../run/side-by-side.ts'
import type { Session } from '../run/session.ts'
import { settleSource } from '../settle/settle-source.ts'
import { findSource } from '../source/find-source.ts'
import { readSource } from '../source/read-source.ts'
import { scanKeys } from '../source/scan-keys.ts'
import { forgetOldKey } from './forget-old-key.ts'

/** How many sources have no targets of ours any more, and keys that were written since by others and stay. */
export interface WithdrawReport {
  readonly withdrawn: number
  readonly kept: readonly string[]
}

/** Takes away what the migration wrote and nobody changed since: the old layout stands alone again. */
export async function withdrawAll(session: Session): Promise<WithdrawReport> {
  const { connection, keys } = session
  const kept: string[] = []
  let withdrawn = 0
  for await (const page of scanKeys(connection, keys.backupGlob)) {
    await sideBySide([...new Set(page.keys)], async (backup) => {
      const key = keys.backedUp(backup)
      if (key === undefined) return
      if (await withdrawOne(session, key)) withdrawn += 1
      else kept.push(key)
    })
    await session.checkpoint({}, 0)
  }
  return { withdrawn, kept }
}

async function withdrawOne(session: Session, key: string): Promise<boolean> {
  const { connection, keys, migration, context } = session
  const { epoch } = context
  const source = findSource(migration.from, key)
  for (let tries = 0; tries < 10; tries += 1) {
    const state = await connection.run(readSource(keys, key, { unknownOnly: true }))
    const { entry } = state
    if (entry === undefined) return true
    if (migration.inPlace) {
      // A program of old wrote it since the old layout was told.
      if (source !== undefined && (await forgetOldKey(session, source, state)) === 'forgotten') return true
      const restored = await connection.run(restoreSource(keys, { key, entry, epoch, force: false }))
      if (restored.kind === 'restored' || restored.kind === 'expired') return true
      if (restored.kind === 'conflict') return false
      continue
    }
    const settlement = { key, state, epoch, mode: 'write' as const, keys: [], members: [], drop: true }
    const outcome = await connection.run(settleSource(keys, settlement))
    if (outcome.kind === 'dropped') return true
    if (outcome.kind !== 'changed') return false
  }
  return false
}
