import { TradingError } from '@tradingboost/domain'
import type { RedisConnection } from '@tradingboost/trading-cache'
import { scanKeys } from '../content/scan-keys.ts'
import { awaitInstances } from '../session/await-instances.ts'
import { holdPlace } from '../session/hold-runner-lease.ts'
import { completeRequest, type ReturnRequest, type RunSetup } from '../session/run-setup.ts'
import { readPlan } from '../state/run-state.ts'
import { openSession, type Session } from '../session/session.ts'
import { migrationKeys, type MigrationKeys } from '../define/migration-keys.ts'
import { createStateStore } from '../state/state-store.ts'
import { tellOldLayout } from './tell-old-layout.ts'
import { lowerFence, turnOff } from './turn-off.ts'
import { withdrawAll } from './withdraw-all.ts'

/** What going back came to. */
export interface RollbackReport {
  /** Old keys that were told what was written since the cut-over. */
  readonly told: number
  /** Sources whose targets of ours are gone again. */
  readonly withdrawn: number
  /** Keys that others wrote since and that stay. */
  readonly kept: readonly string[]
}

/**
 * Goes back to `off`: after a cut-over the old layout is told everything written since, then its readers come back, then
 * its writers, and what the migration wrote goes. Throws a TradingError `conflict` from contract on (restore from the
 * backups), and when something written since cannot be told in the old words.
 */
export async function rollbackMigration(request: ReturnRequest): Promise<RollbackReport> {
  const setup = completeRequest({ ...request, until: 'off', options: { exchange: 'okx' } })
  await stopRunner(setup)
  return await holdPlace(setup, async (store) => {
    const known = await store.load()
    const keys = migrationKeys(setup.migration.id)
    if (known === undefined || (known.phase === 'off' && !(await isLeftBehind(setup.connection, keys)))) {
      return { told: 0, withdrawn: 0, kept: [] }
    }
    if (known.phase === 'contract') {
      throw new TradingError('conflict', `${setup.migration.id} removed its old keys: restore them from the backups`, {
        retry: 'never',
      })
    }
    const first = await store.changeAs(setup.token, {
      step: true,
      set: { control: 'run' },
      audit: { event: 'rollback', runner: setup.token, phase: known.phase },
    })
    return await goBack(setup, openSession({ ...setup, ...readPlan(first), keys, store, dirty: () => 0 }, first))
  })
}

/** A runner that lives is told to stop, and leaves its place within a step. */
async function stopRunner({ connection, clock, migration, token, resumeWithinMs }: RunSetup): Promise<void> {
  const keys = migrationKeys(migration.id)
  const store = createStateStore(connection, keys, clock)
  const until = clock.now() + resumeWithinMs
  const holder = { name: 'get', keys: [keys.runner], args: [keys.runner], read: (reply: unknown) => reply }
  const isHeld = async (): Promise<boolean> => {
    const found = await connection.send(holder)
    return found !== null && found !== token
  }
  if (!(await isHeld()) || (await store.load()) === undefined) return
  await store.change({ set: { control: 'abort' }, audit: { event: 'abort' } })
  while ((await isHeld()) && clock.now() < until) await clock.sleep(50)
}

/** Whether targets of a migration that is off are still on record: an earlier rollback ended before it took them back. */
async function isLeftBehind(connection: RedisConnection, { backupGlob }: MigrationKeys): Promise<boolean> {
  for await (const page of scanKeys(connection, backupGlob)) {
    if (page.keys.length > 0) return true
  }
  return false
}

/**
 * Every step is recorded before the next one begins (field `returning`), so that a rollback which was killed goes on where
 * it ended. The phase becomes `off` in the last change; programs of ours are asked to run `off` before the withdrawal.
 */
async function goBack(setup: RunSetup, session: Session): Promise<RollbackReport> {
  const { migration } = session
  let told = 0
  let left: readonly string[] = []
  const tell = async (): Promise<void> => {
    const report = await tellOldLayout(session)
    told += report.told
    left = report.left
    const [first] = report.refused
    if (first === undefined) return
    throw new TradingError(
      'conflict',
      `${report.refused.length} old keys cannot be told what was written since: ${first}`,
      {
        retry: 'never',
        details: { refused: report.refused },
      },
    )
  }
  if (session.state.phase === 'cutover') {
    await tell()
    await session.change({
      from: 'cutover',
      step: true,
      set: { phase: 'expand', returning: 'write-back' },
      audit: { event: 'phase', phase: 'expand', back: true },
    })
  }
  if (session.state.returning === 'write-back') {
    await awaitInstances(session, 'expand', setup.instancesWithinMs)
    // What was written while the instances came back.
    await tell()
  } else if (migration.inPlace) await tell()
  await lowerFence(session)
  await session.change({ step: true, announce: 'off', set: { returning: 'withdraw' }, audit: { event: 'withdraw' } })
  await awaitInstances(session, 'off', setup.instancesWithinMs)
  const { withdrawn, kept } = await withdrawAll(session)
  await turnOff(session, { back: true })
  return { told, withdrawn, kept: [...new Set([...kept, ...left])].toSorted() }
}
