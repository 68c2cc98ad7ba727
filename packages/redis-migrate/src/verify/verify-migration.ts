import { TradingError } from '@tradingboost/domain'
import type { PlanRequest } from '../plan/plan-migration.ts'
import { sideBySide } from '../concurrency/map-concurrently.ts'
import { sourcesAmong } from '../define/find-source.ts'
import { scanGlob } from '../define/old-prefixes.ts'
import { scanKeys } from '../content/scan-keys.ts'
import { migrationKeys } from '../define/migration-keys.ts'
import { createStateStore } from '../state/state-store.ts'
import { compareSource } from './compare-source.ts'

/** What a look at everything found that changed nothing. */
export interface ComparisonReport {
  readonly same: number
  /** Sources not moved as they are now: new, changed since, or refused. */
  readonly unsettled: number
  readonly differing: number
  /** The first 100, as sentences. */
  readonly differences: readonly string[]
}

const mostNamed = 100

/**
 * Compares every source with its targets, from another terminal if a runner is at work; reads only. A difference counts
 * only when a second look finds it too. Throws a TradingError `conflict` where nothing was moved yet, or nothing is left.
 */
export async function verifyMigration(request: PlanRequest): Promise<ComparisonReport> {
  const { connection, migration, options, scope, clock } = request
  const keys = migrationKeys(migration.id)
  const state = await createStateStore(connection, keys, clock).load()
  if (state === undefined || state.phase === 'off' || state.phase === 'expand' || state.phase === 'contract') {
    const isOver = state?.phase === 'contract'
    throw new TradingError(
      'conflict',
      `${migration.id} stands at ${state?.phase ?? 'none'}: there are not two layouts${isOver ? ', plan it to see old keys that were written since, and run it to move or name them' : ''}`,
      { retry: 'never' },
    )
  }
  const context = { connection, migration, options, scope, keys, epoch: state.epoch }
  const differences: string[] = []
  const counts = { same: 0, unsettled: 0, differing: 0 }
  const look = async (key: string): Promise<void> => {
    const first = await compareSource(context, key)
    const outcome = first.kind === 'differs' || first.kind === 'changed' ? await compareSource(context, key) : first
    if (outcome.kind === 'same') counts.same += 1
    if (outcome.kind === 'unsettled' || outcome.kind === 'changed' || outcome.kind === 'stopped') counts.unsettled += 1
    if (outcome.kind !== 'differs') return
    counts.differing += 1
    if (differences.length < mostNamed) differences.push(`${key}: ${outcome.problems.join(', ')}`)
  }
  let looked = 0
  for await (const page of scanKeys(connection, scanGlob(migration.from))) {
    const found = sourcesAmong(migration.from, page.keys, scope)
    await sideBySide(found, look)
    looked += found.length
    request.onProgress?.(looked)
  }
  return { ...counts, differences: differences.toSorted() }
}
