import type { OldLayout } from '@tradingboost/trading-cache'
import { migrations } from '../migrations/migrations.ts'
import type { Migration, TransformOptions } from './migration.ts'

/** The layout that a migration leaves, as the stores of trading-cache write it beside the new one. */
export function oldLayoutOf(migration: Migration, options: TransformOptions): OldLayout {
  return {
    migrationId: migration.id,
    sourcesOf: (target) => migration.sourcesOf(target, options),
    tell: (source, content, ttlMs) => {
      const becomes = migration.transform({ ...source, content, ttlMs }, options)
      return becomes.kind === 'moves' ? becomes.keys : undefined
    },
    invert: (source, targets, before) => migration.invert(source, targets, before, options),
    isOwn: (target) => migration.isOwn?.(target) ?? false,
  }
}

/** The layouts that all migrations leave: a program that is given them takes part in each, whichever is run. */
export function oldLayoutsOf(options: TransformOptions): readonly OldLayout[] {
  return migrations.map((migration) => oldLayoutOf(migration, options))
}
