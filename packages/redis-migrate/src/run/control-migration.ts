import { TradingError, type Clock } from '@tradingboost/domain'
import type { RedisConnection } from '@tradingboost/trading-cache'
import type { Phase } from '../state/phase.ts'
import { liveInstances, type Instance } from '../session/await-instances.ts'
import { migrationKeys } from '../define/migration-keys.ts'
import { countRefusals, type RefusalCounts } from '../state/refusals.ts'
import { createStateStore } from '../state/state-store.ts'

/** What an operator may ask of a runner, from wherever. */
export type Control =
  | { readonly kind: 'pause' | 'resume' | 'postpone' | 'advance' }
  | { readonly kind: 'throttle'; readonly rate: number }

/** How a migration stands. */
export interface MigrationStatus {
  readonly id: string
  /** `none` when it never began. */
  readonly phase: Phase | 'none'
  readonly done: number
  readonly total: number
  readonly moved: number
  readonly verified: number
  readonly perSecond: number
  /** Seconds until the step under way is done at this speed; undefined while that cannot be told. */
  readonly etaSeconds: number | undefined
  readonly dirty: number
  readonly control: string
  readonly rate: number
  /** Why it waits or is slowed down. */
  readonly waiting: string | undefined
  readonly verifyFailed: string | undefined
  readonly isFenced: boolean
  /** How many keys are left so far. */
  readonly refusals: RefusalCounts
  /** Until when a restore finds the backups of the old keys removed last, in epoch milliseconds. */
  readonly backupsUntil: number | undefined
  /** Whether a runner lives. */
  readonly isRunning: boolean
  readonly instances: readonly Instance[]
}

/** Tells how a migration stands; reads only. */
export async function migrationStatus(
  connection: RedisConnection,
  migrationId: string,
  clock: Clock,
): Promise<MigrationStatus> {
  const keys = migrationKeys(migrationId)
  const state = await createStateStore(connection, keys, clock).load()
  const refusals = await countRefusals(connection, keys)
  const runner = await connection.send({ name: 'exists', keys: [keys.runner], args: [keys.runner], read: Number })
  const { done = 0, total = 0, moved = 0, verified = 0 } = state?.counters ?? {}
  const left = total - (state?.phase === 'verify' ? verified : done)
  const perSecond = state?.perSecond ?? 0
  const isUnderWay = state?.phase === 'backfill' || state?.phase === 'verify'
  return {
    id: migrationId,
    phase: state?.phase ?? 'none',
    done,
    total,
    moved,
    verified,
    perSecond,
    etaSeconds: isUnderWay && perSecond > 0 && left >= 0 ? Math.ceil(left / perSecond) : undefined,
    dirty: state?.dirty ?? 0,
    control: state?.control ?? 'run',
    rate: Number(state?.rate ?? 0),
    waiting: state?.waiting,
    verifyFailed: state?.verifyFailed,
    isFenced: state?.fence !== undefined,
    refusals,
    backupsUntil: state?.backupsUntil,
    isRunning: runner === 1,
    instances: await liveInstances(connection, keys),
  }
}

/** Asks something of the runner, now or of the next one. Throws a TradingError `not-found` when nothing is under way. */
export async function controlMigration(
  connection: RedisConnection,
  migrationId: string,
  clock: Clock,
  control: Control,
): Promise<void> {
  const store = createStateStore(connection, migrationKeys(migrationId), clock)
  if ((await store.load()) === undefined) {
    throw new TradingError('not-found', `${migrationId} is not under way: run it first`, { retry: 'never' })
  }
  await store.change({ set: fieldsOf(control), audit: { event: control.kind, ...rateOf(control) } })
}

function fieldsOf(control: Control): Readonly<Record<string, string>> {
  switch (control.kind) {
    case 'pause':
      return { control: 'pause' }
    case 'postpone':
      return { control: 'postpone' }
    case 'resume':
    case 'advance':
      return { control: 'run' }
    case 'throttle':
      return { rate: String(control.rate) }
  }
}

const rateOf = (control: Control): object => (control.kind === 'throttle' ? { rate: control.rate } : {})

/** The audit of a migration, oldest first, as JSON lines. */
export async function migrationAudit(
  connection: RedisConnection,
  migrationId: string,
  clock: Clock,
): Promise<readonly string[]> {
  return await createStateStore(connection, migrationKeys(migrationId), clock).audit()
}
