import type { LedgerEntry } from '../ledger/ledger-entry.ts'
import { restoreSource } from './restore-source.ts'
import { sideBySide } from '../concurrency/map-concurrently.ts'
import type { Session } from '../session/session.ts'
import { settleSource } from '../move/settle-source.ts'
import { findSource } from '../define/find-source.ts'
import { readSource, type KeyState } from '../ledger/read-source.ts'
import { forgetOldKey } from './forget-old-key.ts'

/** How many sources have no targets of ours any more, and keys that were written since by others and stay. */
export interface WithdrawReport {
  readonly withdrawn: number
  readonly kept: readonly string[]
}

/** Takes away what the migration wrote and nobody changed since: the old layout stands alone again. */
export async function withdrawAll(session: Session): Promise<WithdrawReport> {
  const { keys, names } = session
  const kept: string[] = []
  let withdrawn = 0
  for await (const page of names.pages('backup')) {
    await sideBySide(page.keys, async (backup) => {
      const key = keys.backedUp(backup)
      if (key === undefined) return
      if (await withdrawOne(session, key)) withdrawn += 1
      else kept.push(key)
    })
    await session.checkpoint({})
  }
  return { withdrawn, kept }
}

async function withdrawOne(session: Session, key: string): Promise<boolean> {
  const { connection, keys, migration } = session
  for (let tries = 0; tries < 10; tries += 1) {
    const state = await connection.run(readSource(keys, key, { unknownOnly: true }))
    const { entry } = state
    if (entry === undefined) return true
    const outcome = migration.inPlace
      ? await putBack(session, key, { ...state, entry })
      : await takeAway(session, key, state)
    if (outcome !== 'changed') return outcome === 'withdrawn'
  }
  return false
}

type Withdrawal = 'withdrawn' | 'kept' | 'changed'

async function takeAway({ connection, keys, context }: Session, key: string, state: KeyState): Promise<Withdrawal> {
  const { epoch } = context
  const nothing = { mode: 'write' as const, keys: [], members: [] }
  const settlement = { key, state, epoch, ...nothing, drop: true, sparesWritten: true }
  const { kind } = await connection.run(settleSource(keys, settlement))
  if (kind === 'dropped') return 'withdrawn'
  return kind === 'changed' ? 'changed' : 'kept'
}

async function putBack(
  session: Session,
  key: string,
  state: KeyState & { readonly entry: LedgerEntry },
): Promise<Withdrawal> {
  const { connection, keys, migration, context } = session
  const { entry } = state
  const source = findSource(migration.from, key)
  // A program of old may have written it since the old layout was told.
  const forgetting = source === undefined ? 'not old' : await forgetOldKey(session, source, state)
  if (forgetting === 'forgotten') return 'withdrawn'
  if (forgetting === 'changed') return 'changed'
  const { kind } = await connection.run(restoreSource(keys, { key, entry, epoch: context.epoch, force: false }))
  if (kind === 'restored' || kind === 'expired') return 'withdrawn'
  const wasOurs = entry.targets.some((target) => target.key === key && target.digest === state.digest)
  return kind === 'conflict' && !wasOurs ? 'kept' : 'changed'
}
