import { TradingError } from '@tradingboost/domain'
import { ping } from '@tradingboost/trading-cache'
import { migrationKeys } from '../define/migration-keys.ts'
import { createStateStore, runnerLeaseMs, type StateStore } from '../state/state-store.ts'
import type { RunSetup } from './run-setup.ts'

/**
 * Does work in the place of the one runner, which is kept while the work goes on. When Redis goes away the work is begun
 * again once it is back: what is to be done stands in Redis. Throws `redis-unavailable` when the lease cannot be written within
 * `resumeWithinMs`, though the server may answer: a replica, or a primary without its replicas, takes no write.
 */
export async function holdPlace<Result>(
  setup: RunSetup,
  work: (store: StateStore) => Promise<Result>,
): Promise<Result> {
  const { connection, migration, clock, token } = setup
  const store = createStateStore(connection, migrationKeys(migration.id), clock)
  let failingSince: number | undefined
  for (;;) {
    const done = new AbortController()
    let keeping: Promise<void> | undefined
    try {
      await store.takeRunner(token)
      failingSince = undefined
      keeping = keepPlace(setup, store, done.signal)
      return await work(store)
    } catch (cause) {
      if (!isAway(cause)) throw cause
      failingSince ??= clock.now()
      await untilBack(setup, cause, failingSince + setup.resumeWithinMs)
    } finally {
      done.abort()
      await keeping
      // A Redis that is away forgets the place by itself.
      await store.leaveRunner(token).catch((cause: unknown) => {
        if (!isAway(cause)) throw cause
      })
    }
  }
}

async function keepPlace({ clock, token }: RunSetup, store: StateStore, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await clock.sleep(runnerLeaseMs / 3, signal)
    if (signal.aborted) return
    // Whether it is still ours is asked by every change of the state.
    await store.takeRunner(token).catch((cause: unknown) => {
      if (!(cause instanceof TradingError)) throw cause
    })
  }
}

async function untilBack({ connection, clock, signal }: RunSetup, lost: unknown, until: number): Promise<void> {
  while (clock.now() < until && !signal.aborted) {
    await clock.sleep(100, signal)
    const isBack = await connection.send(ping).then(
      () => true,
      () => false,
    )
    if (isBack) return
  }
  throw lost
}

const isAway = (cause: unknown): boolean => cause instanceof TradingError && cause.code === 'redis-unavailable'
