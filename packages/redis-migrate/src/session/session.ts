import { TradingError, type Clock } from '@tradingboost/domain'
import type { RedisConnection } from '@tradingboost/trading-cache'
import type { Migration, TransformOptions } from '@tradingboost/layout-migrations'
import type { Phase } from '../state/phase.ts'
import type { MoveContext } from '../move/move-context.ts'
import type { Scope } from '../define/find-source.ts'
import type { MigrationKeys } from '../define/migration-keys.ts'
import { createKeyNames, type KeyNames } from './key-names.ts'
import type { RunState } from '../state/run-state.ts'
import type { StateChange, StateStore } from '../state/state-store.ts'
import { decideWidth } from '../concurrency/decide-width.ts'
import { decideThrottle, paceMs, portionOf, type ThrottleLimits } from './decide-throttle.ts'
import { measureServer } from './measure-server.ts'

/** What a run shows of itself each time it has looked around. */
export interface RunProgress {
  readonly phase: Phase
  readonly done: number
  readonly total: number
  readonly perSecond: number
  readonly dirty: number
  /** Why it waits; undefined while it works. */
  readonly waiting: string | undefined
}

/** The runner of one migration while it holds its place. */
export interface Session {
  readonly connection: RedisConnection
  readonly migration: Migration
  readonly options: TransformOptions
  readonly scope: Scope
  readonly keys: MigrationKeys
  readonly clock: Clock
  readonly names: KeyNames
  /** As last seen; every change and every look renews it. */
  readonly state: RunState
  readonly context: MoveContext
  readonly change: (change: StateChange) => Promise<void>
  /** How many keys go by between two looks at the pace. */
  readonly portion: number
  /** Waits while it is too fast. */
  readonly pace: (keysDone: number) => Promise<void>
  /** Writes progress, prolongs the lease, and waits while it is paused, throttled or too fast. */
  readonly checkpoint: (fields: Readonly<Record<string, string>>) => Promise<void>
}

export interface SessionSetup extends Pick<
  Session,
  'connection' | 'migration' | 'options' | 'scope' | 'keys' | 'clock'
> {
  /** Its own without it. */
  readonly names?: KeyNames
  readonly store: StateStore
  readonly token: string
  readonly limits: ThrottleLimits
  readonly dirty: () => number
  readonly onProgress: (progress: RunProgress) => void
  readonly signal: AbortSignal
}

const lookEveryMs = 1_000
const restMs = 100

export function openSession(setup: SessionSetup, first: RunState): Session {
  const { store, token, clock, connection, migration, options, scope, keys, signal } = setup
  let state = first
  let lookedAt = Number.NEGATIVE_INFINITY
  let reason: string | undefined
  let shortestMs = Number.POSITIVE_INFINITY
  let pace = { startedAt: clock.now(), keys: 0, of: '' }

  const change = async (wanted: StateChange): Promise<void> => {
    if (signal.aborted) throw stopped(migration.id)
    state = await store.changeAs(token, wanted)
    if (state.control === 'abort') throw aborted(migration.id)
  }
  const report = (waiting: string | undefined): void =>
    setup.onProgress({
      phase: state.phase,
      done: state.phase === 'verify' ? state.counters.verified : state.counters.done,
      total: state.counters.total,
      perSecond: state.perSecond,
      dirty: state.dirty,
      waiting,
    })
  const whyWait = async (): Promise<string | undefined> => {
    if (state.control === 'pause') return 'paused'
    const now = clock.now()
    if (now - lookedAt < lookEveryMs) return reason
    lookedAt = now
    const load = await measureServer(connection, clock)
    shortestMs = Math.min(shortestMs, load.latencyMs)
    reason = decideThrottle(load, setup.limits)
    return reason
  }
  const count = (keysDone: number): void => {
    const of = `${state.phase} ${state.rate}`
    if (pace.of !== of) pace = { startedAt: clock.now(), keys: 0, of }
    pace.keys += keysDone
  }
  const keepPace = async (keysDone: number): Promise<void> => {
    for (let done = keysDone; ; done = 0) {
      count(done)
      const waitMs = paceMs(pace.keys, clock.now() - pace.startedAt, Number(state.rate))
      if (waitMs <= 0) return
      await clock.sleep(Math.min(waitMs, lookEveryMs), signal)
      // Who waits for long keeps its place meanwhile, and hears when it is to go faster or to stop.
      if (waitMs > lookEveryMs) await change({ set: {} })
    }
  }
  const checkpoint: Session['checkpoint'] = async (fields) => {
    count(0)
    const elapsedMs = clock.now() - pace.startedAt
    const perSecond = String(elapsedMs > 0 ? Math.round((pace.keys / elapsedMs) * 1_000) : 0)
    let note: Readonly<Record<string, string>> = { ...fields, perSecond, dirty: String(setup.dirty()) }
    for (;;) {
      const waiting = await whyWait()
      await change(waiting === undefined ? { set: note, forget: ['waiting'] } : { set: { ...note, waiting } })
      report(waiting)
      if (waiting === undefined && state.control !== 'pause') break
      note = {}
      await clock.sleep(restMs, signal)
    }
    await keepPace(0)
  }
  const widthNow = (): number => decideWidth(Number.isFinite(shortestMs) ? shortestMs : 0, Number(state.rate))
  return {
    connection,
    migration,
    options,
    scope,
    keys,
    clock,
    names: setup.names ?? createKeyNames(connection, migration, keys),
    get state() {
      return state
    },
    get context() {
      return { connection, migration, options, scope, keys, epoch: state.epoch, width: widthNow() }
    },
    get portion() {
      return portionOf(Number(state.rate), widthNow())
    },
    change,
    pace: keepPace,
    checkpoint,
  }
}

function stopped(id: string): TradingError {
  return new TradingError('lease-lost', `the runner of ${id} was told to stop: run it again to go on`, {
    retry: 'later',
  })
}

function aborted(id: string): TradingError {
  return new TradingError('conflict', `${id} was aborted from elsewhere: what it wrote is being taken back`, {
    retry: 'never',
  })
}
