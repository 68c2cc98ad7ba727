import type { RedisConnection } from '@tradingboost/trading-cache'
import type { Migration, TransformOptions } from '@tradingboost/layout-migrations'
import type { Scope } from '../define/find-source.ts'
import type { MigrationKeys } from '../define/migration-keys.ts'

/** What a move needs to know of its run. */
export interface MoveContext {
  readonly connection: RedisConnection
  readonly migration: Migration
  readonly options: TransformOptions
  readonly scope: Scope
  readonly keys: MigrationKeys
  /** The step of the state under which writing is allowed. */
  readonly epoch: string
  /** How many scripts are under way at a time; few without. */
  readonly width?: number
  /** Readers read the new layout already: a source that says something else is no reason to change it. */
  readonly adoptsOnly?: boolean
}
