import { TradingError } from '@tradingboost/domain'
import { awaitInstances } from '../session/await-instances.ts'
import { readSavedRules, setKeyRules } from '../fence/raise-fence.ts'
import { holdPlace } from '../session/hold-runner-lease.ts'
import { completeRequest, type ReturnRequest, type RunSetup } from '../session/run-setup.ts'
import { readPlan } from '../state/run-state.ts'
import { openSession, type Session } from '../session/session.ts'
import { migrationKeys } from '../define/migration-keys.ts'
import { createStateStore } from '../state/state-store.ts'
import { tellOldLayout } from './tell-old-layout.ts'
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
    if (known === undefined || known.phase === 'off') return { told: 0, withdrawn: 0, kept: [] }
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
    const keys = migrationKeys(setup.migration.id)
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

async function goBack(setup: RunSetup, session: Session): Promise<RollbackReport> {
  const { migration, state } = session
  let told = 0
  const tell = async (): Promise<void> => {
    const report = await tellOldLayout(session)
    told += report.told
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
  if (state.phase === 'cutover') {
    await tell()
    await session.change({
      from: 'cutover',
      step: true,
      set: { phase: 'expand' },
      audit: { event: 'phase', phase: 'expand', back: true },
    })
    await awaitInstances(session, 'expand', setup.instancesWithinMs)
    // What was written while the instances came back.
    await tell()
  } else if (migration.inPlace) await tell()
  await lowerFence(session)
  await session.change({ step: true, set: { phase: 'off' }, audit: { event: 'phase', phase: 'off', back: true } })
  await awaitInstances(session, 'off', setup.instancesWithinMs)
  const { withdrawn, kept } = await withdrawAll(session)
  await forget(session)
  return { told, withdrawn, kept }
}

async function lowerFence(session: Session): Promise<void> {
  const { fence } = session.state
  if (fence === undefined) return
  await setKeyRules(session.connection, readSavedRules(fence))
  await session.change({ forget: ['fence'], audit: { event: 'fence-lowered', why: 'rollback' } })
}

/** A new plan begins with nothing on record. */
async function forget({ connection, keys, change }: Session): Promise<void> {
  await connection.send({ name: 'unlink', keys: [keys.refusals], args: [keys.refusals], read: () => undefined })
  await change({
    isUndone: true,
    set: { cursor: '0', done: '0', moved: '0', verified: '0' },
    forget: ['place', 'verifyFailed', 'waiting'],
    audit: { event: 'off' },
  })
}
