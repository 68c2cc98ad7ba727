import { TradingError } from '@tradingboost/domain'
import { sideBySide } from '../concurrency/map-concurrently.ts'
import { holdPlace } from '../session/hold-runner-lease.ts'
import { completeRequest, type ReturnRequest } from '../session/run-setup.ts'
import { readPlan, type RunState } from '../state/run-state.ts'
import { openSession, type Session } from '../session/session.ts'
import { readSource } from '../ledger/read-source.ts'
import { scanKeys } from '../content/scan-keys.ts'
import { migrationKeys } from '../define/migration-keys.ts'
import { restoreSource } from './restore-source.ts'
import { lowerFence, turnOff } from './turn-off.ts'

/** What a restore came to. */
export interface RestoreReport {
  /** Keys that stand again as they did, byte for byte, with what remained of their time. */
  readonly restored: number
  /** Keys whose time would have run out meanwhile. */
  readonly expired: number
  /** Keys that were written since, or whose targets were: they and their backups are left. */
  readonly conflicts: readonly string[]
  /** Keys whose backups went with their retention: they are gone for good. */
  readonly gone: number
}

/**
 * Puts every removed key back from its backup and takes its targets away, where nothing was written since; with `force`
 * also where something was, whose targets then stay. The migration is off afterwards, unless there were conflicts.
 * Throws a TradingError `conflict` before contract, for a rollback loses less, and `not-found` when every backup is gone.
 */
export async function restoreMigration(request: ReturnRequest & { readonly force?: boolean }): Promise<RestoreReport> {
  const setup = completeRequest({ ...request, until: 'off', options: { exchange: 'okx' } })
  return await holdPlace(setup, async (store) => {
    const known = await store.load()
    if (known?.phase !== 'contract') {
      throw new TradingError(
        'conflict',
        `${setup.migration.id} stands at ${known?.phase ?? 'off'} and has removed nothing: roll it back instead`,
        { retry: 'never' },
      )
    }
    const first = await store.changeAs(setup.token, { step: true, audit: { event: 'restore', runner: setup.token } })
    const keys = migrationKeys(setup.migration.id)
    const session = openSession({ ...setup, ...readPlan(first), keys, store, dirty: () => 0 }, first)
    const { report, left } = await restoreAll(session, request.force === true)
    const { restored, expired, conflicts } = report
    if (first.counters.removed > 0 && restored + expired + conflicts.length === 0) {
      throw backupsGone(setup.migration.id, first)
    }
    if (conflicts.length === 0) {
      await lowerFence(session)
      await turnOff(session, { restored: true })
    } else await session.change({ set: { removed: String(left) } })
    return report
  })
}

function backupsGone(id: string, { counters, backupsUntil }: RunState): TradingError {
  const since = backupsUntil === undefined ? '' : ` since ${new Date(backupsUntil).toISOString()}`
  return new TradingError(
    'not-found',
    `the backups of the ${counters.removed} old keys that ${id} removed are gone${since}: the new layout is all there is`,
    { retry: 'never' },
  )
}

/**
 * Restores whatever has a backup. `left` are the backups of removed keys that were found and stay; the backup of a key that
 * was never removed is not among those that are looked for. The state counts as removed what is still to be found, so that
 * the next restore goes on from there if this one dies.
 */
async function restoreAll(
  session: Session,
  force: boolean,
): Promise<{ readonly report: RestoreReport; readonly left: number }> {
  const { connection, keys } = session
  const { removed } = session.state.counters
  const counts = { restored: 0, expired: 0 }
  // SCAN may answer twice what stays.
  const conflicts = new Set<string>()
  const left = new Set<string>()
  let back = 0
  for await (const page of scanKeys(connection, keys.backupGlob)) {
    await sideBySide(page.keys, async (backup) => {
      const key = keys.backedUp(backup)
      const found = key === undefined ? undefined : await restoreOne(session, key, force)
      if (found === undefined) return
      const { outcome, wasRemoved } = found
      if (outcome === 'restored' || outcome === 'expired') {
        counts[outcome] += 1
        if (wasRemoved) back += 1
      } else {
        conflicts.add(outcome.conflict)
        if (wasRemoved) left.add(backup)
      }
    })
    await session.checkpoint({})
  }
  const gone = Math.max(0, removed - back - left.size)
  return { report: { ...counts, conflicts: [...conflicts].toSorted(), gone }, left: left.size }
}

interface FoundBackup {
  readonly outcome: 'restored' | 'expired' | { readonly conflict: string }
  /** Whether the contract removed its key; a key that was written after the cut-over never was. */
  readonly wasRemoved: boolean
}

async function restoreOne(
  { connection, keys, context }: Session,
  key: string,
  force: boolean,
): Promise<FoundBackup | undefined> {
  const { entry } = await connection.run(readSource(keys, key, { unknownOnly: true }))
  if (entry === undefined) return undefined
  const { epoch } = context
  const outcome = await connection.run(restoreSource(keys, { key, entry, epoch, force }))
  const wasRemoved = entry.removedAt !== undefined
  if (outcome.kind === 'restored' || outcome.kind === 'expired') return { outcome: outcome.kind, wasRemoved }
  const why = outcome.kind === 'conflict' ? `${outcome.key} was written since` : 'its backup changed meanwhile'
  return { outcome: { conflict: `${key}: ${why}` }, wasRemoved }
}
