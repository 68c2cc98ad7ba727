import { createHash } from 'node:crypto'
import type { Clock } from '@tradingboost/domain'
import { catalogue, lockOf, writeLock } from '@tradingboost/redis-keys'
import type { RedisConnection } from '@tradingboost/trading-cache'
import type { Migration, SourceKey, TransformOptions } from '@tradingboost/layout-migrations'
import { sideBySide } from '../concurrency/map-concurrently.ts'
import { transformState } from '../move/transform-state.ts'
import { findSource, type Scope } from '../define/find-source.ts'
import { createKeyNames, type KeyNames } from '../session/key-names.ts'
import { readSource } from '../ledger/read-source.ts'
import { migrationKeys } from '../define/migration-keys.ts'
import { readServerInfo } from '../session/measure-server.ts'
import { countSource, emptyTally, type PlanTally } from './plan-tally.ts'

/** What a migration is to do, and where. */
export interface PlanRequest {
  readonly connection: RedisConnection
  readonly migration: Migration
  readonly options: TransformOptions
  readonly scope: Scope
  readonly clock: Clock
  /** How many source keys are read; the others are only counted, and what they would add is reckoned from those. */
  readonly sample?: number
  /** Where the names of source keys come from; SCAN without it. */
  readonly names?: KeyNames
  /** Told after each page how many source keys were looked at. */
  readonly onProgress?: (keys: number) => void
}

/** What would happen; nothing was written to find it out. */
export interface MigrationPlan extends PlanTally {
  readonly id: string
  readonly planHash: string
  readonly catalogueHash: string
  readonly usedBytes: number
  /** 0 without a limit. */
  readonly maxBytes: number
  readonly predictedPeakBytes: number
  readonly predictedMs: number
}

/** Copying and verifying each take about as long as the look that the plan is made of, writing a little longer. */
const timesAsLong = 3

/** Looks at source keys and counts what would become of them; reads only. */
export async function planMigration(request: PlanRequest): Promise<MigrationPlan> {
  const { connection, migration, scope, clock, sample = Number.POSITIVE_INFINITY } = request
  const names = request.names ?? createKeyNames(connection, migration, migrationKeys(migration.id))
  const startedAt = clock.now()
  let tally = emptyTally
  let unread = 0
  for await (const page of names.pages('source')) {
    const sources = page.keys.flatMap((key) => findSource(migration.from, key, scope) ?? [])
    if (tally.keys < sample) tally = await readPage(request, tally, sources)
    else unread += sources.length
    request.onProgress?.(tally.keys + unread)
  }
  const info = await readServerInfo(connection)
  const usedBytes = Number(info.get('used_memory') ?? 0)
  const share = tally.keys === 0 ? 1 : (tally.keys + unread) / tally.keys
  return {
    ...tally,
    keys: tally.keys + unread,
    id: migration.id,
    planHash: planHash(request),
    catalogueHash: catalogueHash(),
    usedBytes,
    maxBytes: Number(info.get('maxmemory') ?? 0),
    predictedPeakBytes: usedBytes + Math.ceil(tally.addedBytes * share),
    predictedMs: (clock.now() - startedAt) * timesAsLong,
  }
}

async function readPage(
  { connection, migration, scope, options }: PlanRequest,
  before: PlanTally,
  sources: readonly SourceKey[],
): Promise<PlanTally> {
  const keys = migrationKeys(migration.id)
  const states = await sideBySide(sources, ({ key }) => connection.run(readSource(keys, key)))
  let tally = before
  for (const [at, { key }] of sources.entries()) {
    const state = states[at]
    const source = findSource(migration.from, key, scope, state?.type)
    if (source === undefined || state === undefined || state.type === 'none') continue
    // A key that was moved in place before is of the new layout: it is counted as it stands.
    tally = countSource(tally, source, state.type, state.content, transformState(migration, source, state, options))
  }
  return tally
}

/** Names a plan: the migration with its families, its options and its scope. */
export function planHash({ migration, options, scope }: Pick<PlanRequest, 'migration' | 'options' | 'scope'>): string {
  const families = (of: Migration['from']): unknown => of.map(({ name, template, type }) => [name, template, type])
  return sha1(JSON.stringify([migration.id, families(migration.from), families(migration.to), options, scope]))
}

/** Names the catalogue that this program was built with. */
export function catalogueHash(): string {
  knownHash ??= sha1(writeLock(lockOf(catalogue)))
  return knownHash
}

// The catalogue is fixed when the program starts, and its lock takes a while to write.
let knownHash: string | undefined

const sha1 = (text: string): string => createHash('sha1').update(text).digest('hex')
