import { TradingError } from '@tradingboost/domain'
import { migrationState } from '@tradingboost/redis-keys'
import { z } from 'zod'
import type { TransformOptions } from '@tradingboost/layout-migrations'
import type { Scope } from '../define/find-source.ts'
import type { Phase } from './phase.ts'

/** How many source keys came to what, over all runs of one plan. */
interface Counters {
  /** Keys of the source families looked at by the backfill, and how many there are thought to be. */
  readonly done: number
  readonly total: number
  readonly moved: number
  /** Keys looked at by the verification. */
  readonly verified: number
  /** Old keys that were removed and not brought back. */
  readonly removed: number
}

/** The state of a migration as Redis holds it. */
export interface RunState extends z.infer<typeof migrationState.value.schema> {
  readonly phase: Phase
  readonly counters: Counters
  /** The scope and options of the plan, as JSON. */
  readonly plan: string
  /** Why the last verification failed; it stands until a new plan. */
  readonly verifyFailed: string | undefined
  /** What waits or slows the runner down, for people. */
  readonly waiting: string | undefined
  /** The step of a rollback under way: what was written since is written back, or targets are withdrawn. */
  readonly returning: 'write-back' | 'withdraw' | undefined
  /** Users whose writes are fenced, with their rules of before, as JSON. */
  readonly fence: string | undefined
  /** When the backups of the old keys that were removed last go, in epoch milliseconds; undefined where there are none. */
  readonly backupsUntil: number | undefined
  /** Keys that foreign writers changed and the runner has yet to look at. */
  readonly dirty: number
  /** Keys a second, lately; while targets are looked at, fifty of their names count as one. */
  readonly perSecond: number
  /** Progress within the step under way, such as `scanned`, `sources 12`, `removed`. */
  readonly place: string | undefined
}

/** Reads the fields of a state. @throws TradingError `stored-value-invalid` */
export function readRunState(key: string, flat: readonly string[]): RunState | undefined {
  if (flat.length === 0) return undefined
  const fields = new Map<string, string>()
  for (let at = 0; at < flat.length; at += 2) fields.set(flat[at] ?? '', flat[at + 1] ?? '')
  const parsed = migrationState.value.schema.safeParse(Object.fromEntries(fields))
  if (!parsed.success) {
    throw new TradingError('stored-value-invalid', `${key} is no state of a migration: ${parsed.error.message}`, {
      retry: 'never',
      details: { key },
    })
  }
  const count = (name: string): number => Number(fields.get(name) ?? 0)
  return {
    ...parsed.data,
    counters: {
      done: count('done'),
      total: count('total'),
      moved: count('moved'),
      verified: count('verified'),
      removed: count('removed'),
    },
    plan: fields.get('plan') ?? '{}',
    verifyFailed: fields.get('verifyFailed'),
    waiting: fields.get('waiting'),
    returning: returningOf(fields.get('returning')),
    fence: fields.get('fence'),
    backupsUntil: fields.has('backupsUntil') ? count('backupsUntil') : undefined,
    dirty: count('dirty'),
    perSecond: count('perSecond'),
    place: fields.get('place'),
  }
}

const returningOf = (text: string | undefined): RunState['returning'] =>
  text === 'write-back' || text === 'withdraw' ? text : undefined

const planRecord = z.object({
  options: z.object({ exchange: z.string() }),
  scope: z.object({ exchange: z.string().exactOptional(), user: z.string().exactOptional() }),
})

/** The options and the scope with which a run was begun. */
export function readPlan({ plan }: Pick<RunState, 'plan'>): {
  readonly options: TransformOptions
  readonly scope: Scope
} {
  return planRecord.parse(JSON.parse(plan))
}
