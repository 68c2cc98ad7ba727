import { TradingError } from '@tradingboost/domain'
import { catalogueHash, planHash, planMigration } from '../plan/plan-migration.ts'
import type { RunState } from '../state/run-state.ts'
import type { StateStore } from '../state/state-store.ts'
import type { KeyNames } from '../session/key-names.ts'
import { readServerInfo } from '../session/measure-server.ts'
import type { RunSetup } from '../session/run-setup.ts'

/**
 * The state to go on from: that of the run under way, or a new one after a look at everything. Throws a TradingError
 * `conflict` for another plan, another catalogue, a failed verification, and for memory that would not suffice.
 */
export async function beginOrResume(setup: RunSetup, store: StateStore, names: KeyNames): Promise<RunState> {
  const known = await store.load()
  const runId = (await readServerInfo(setup.connection)).get('run_id') ?? 'unknown'
  return known === undefined || known.phase === 'off'
    ? await begin(setup, store, names, known, runId)
    : await resume(setup, store, known, runId)
}

async function begin(
  setup: RunSetup,
  store: StateStore,
  names: KeyNames,
  known: RunState | undefined,
  runId: string,
): Promise<RunState> {
  const { migration, clock, token, rate, options, scope } = setup
  await names.look(['source', 'heartbeat'])
  const { connection } = setup
  const plan = await planMigration({ connection, migration, options, scope, clock, names, sample: 500 })
  if (plan.maxBytes > 0 && plan.predictedPeakBytes > plan.maxBytes) {
    throw new TradingError(
      'conflict',
      `both layouts would take ${plan.predictedPeakBytes} bytes and maxmemory is ${plan.maxBytes}: raise it, or move --user by --user`,
      { retry: 'later', details: { predictedPeakBytes: plan.predictedPeakBytes, maxBytes: plan.maxBytes } },
    )
  }
  return await store.changeAs(token, {
    from: known === undefined ? 'none' : 'off',
    step: true,
    replace: true,
    set: {
      phase: 'off',
      epoch: known?.epoch ?? '0',
      planHash: plan.planHash,
      catalogueHash: plan.catalogueHash,
      runId,
      cursor: '0',
      control: 'run',
      rate: String(rate),
      startedAt: String(clock.now()),
      total: String(plan.keys),
      plan: JSON.stringify({ options, scope }),
    },
    audit: { event: 'begin', id: migration.id, runner: token, plan: plan.planHash, keys: plan.keys },
  })
}

async function resume(setup: RunSetup, store: StateStore, known: RunState, runId: string): Promise<RunState> {
  const { migration, token } = setup
  const refuse = (why: string): TradingError =>
    new TradingError('conflict', `${migration.id} ${why}`, { retry: 'never' })
  if (known.returning !== undefined) {
    throw refuse('is being rolled back: finish the rollback first, then begin with a new plan')
  }
  if (known.verifyFailed !== undefined) {
    throw refuse(`failed its verification (${known.verifyFailed}): abort it, find out why, and begin with a new plan`)
  }
  if (known.planHash !== planHash(setup)) {
    throw refuse(`is under way with other options (${known.plan}): run it with those, or abort it`)
  }
  // Once the old keys are gone nothing is left that another catalogue could read otherwise.
  if (known.catalogueHash !== catalogueHash() && known.phase !== 'contract') {
    throw refuse('was begun by a program with another catalogue: go on with that one, or abort it')
  }
  // A cursor is worth something only to the process that gave it.
  const isSameServer = known.runId === runId
  return await store.changeAs(token, {
    step: true,
    set: isSameServer ? {} : { runId, cursor: '0', done: '0', verified: '0' },
    forget: isSameServer ? [] : ['place'],
    audit: { event: 'resume', runner: token, phase: known.phase, sameServer: isSameServer },
  })
}
