import { TradingError, type Clock } from '@tradingboost/domain'
import type { RedisConnection } from '../connection/redis-connection.ts'
import type { OldLayout } from '@tradingboost/layout-migrations'
import { reportPhase, type LayoutPhase, type ReportedPhase } from './report-phase.ts'

/** What an instance has to know of the migrations that its data may be under. */
export interface LayoutWatchSetup {
  /** The connection of the stores: what they send goes before what the watch reports. */
  readonly connection: RedisConnection
  readonly clock: Clock
  readonly layouts: readonly OldLayout[]
  /** Names this process among the instances; the id of its bot. */
  readonly instanceId: string
  /** Told when an old key cannot say what was written: only the new layout says it then. */
  readonly onRefusal?: (key: string, reason: string) => void
}

/**
 * Follows the phases of migrations, and says which of them this process runs. A phase counts for 5 s: a process that cannot
 * ask again by then writes nothing that a migration is about, for the others no longer wait for it after 10 s.
 */
export interface LayoutWatch {
  readonly layouts: readonly OldLayout[]
  /**
   * The phase that a write that begins now follows; `none` where the migration takes the old keys for another exchange than
   * this layout does. Throws a TradingError `redis-unavailable`.
   */
  phaseOf(layout: OldLayout): Promise<LayoutPhase>
  /** Whether the migration is under way, also when it takes legacy keys for another exchange than this layout does. */
  isUnderWay(layout: OldLayout): Promise<boolean>
  /** Asks at once instead of in a while. */
  refresh(): Promise<void>
  /** Does works that write one old key one after another, in the order given: each is told by what the one before wrote. */
  inTurn<Result>(oldKey: string, work: () => Promise<Result>): Promise<Result>
  readonly onRefusal: (key: string, reason: string) => void
  close(): Promise<void>
}

const everyMs = 500
const leaseMs = 5_000

/** Begins to watch; resolves once every phase is known. */
export async function watchLayouts(setup: LayoutWatchSetup): Promise<LayoutWatch> {
  const { connection, clock, layouts, instanceId } = setup
  const phases = new Map<string, ReportedPhase & { readonly askedAt: number }>()
  const closed = new AbortController()
  const turns = new Map<string, Promise<unknown>>()

  const ask = async ({ migrationId }: OldLayout): Promise<void> => {
    for (;;) {
      const askedAt = clock.now()
      const runs = phases.get(migrationId)?.phase ?? 'none'
      const reported = await connection.run(reportPhase(migrationId, instanceId, runs))
      phases.set(migrationId, { ...reported, askedAt })
      const { phase } = reported
      // What is sent from here on follows the new phase: that may be said at once.
      if (phase === runs || phase === 'none') return
    }
  }
  const refresh = async (): Promise<void> => {
    await Promise.all(layouts.map(ask))
  }
  const follow = async (): Promise<void> => {
    while (!closed.signal.aborted) {
      await clock.sleep(everyMs, closed.signal)
      if (closed.signal.aborted) return
      // A Redis that is away is asked again by the next turn, or by the next write.
      await refresh().catch((error: unknown) => {
        if (!(error instanceof TradingError)) throw error
      })
    }
  }
  const askIfOld = async (layout: OldLayout): Promise<void> => {
    const known = phases.get(layout.migrationId)
    if (known === undefined || clock.now() - known.askedAt > leaseMs) await ask(layout)
  }
  await refresh()
  const following = follow()
  return {
    layouts,
    refresh,
    phaseOf: async (layout) => {
      await askIfOld(layout)
      const { phase = 'none', exchange } = phases.get(layout.migrationId) ?? {}
      return exchange === undefined || layout.exchange === undefined || exchange === layout.exchange ? phase : 'none'
    },
    isUnderWay: async (layout) => {
      await askIfOld(layout)
      const { phase = 'none' } = phases.get(layout.migrationId) ?? {}
      return phase !== 'none' && phase !== 'off' && phase !== 'contract'
    },
    inTurn: async (oldKey, work) => {
      const before = turns.get(oldKey) ?? Promise.resolve()
      // A work that failed has told its caller; the next one begins all the same.
      const mine = before.then(work, work)
      turns.set(oldKey, mine)
      try {
        return await mine
      } finally {
        if (turns.get(oldKey) === mine) turns.delete(oldKey)
      }
    },
    onRefusal: setup.onRefusal ?? (() => undefined),
    close: async () => {
      closed.abort()
      await following
    },
  }
}
