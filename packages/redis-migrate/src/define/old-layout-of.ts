import type { OldLayout } from '@tradingboost/trading-cache'
import type { Migration, TransformOptions } from './migration.ts'

/** The layout that a migration leaves, as the stores of trading-cache write it beside the new one. */
export function oldLayoutOf(migration: Migration, options: TransformOptions): OldLayout {
  return {
    migrationId: migration.id,
    sourcesOf: (target) => migration.sourcesOf(target, options),
    tell: (source, content) => {
      const becomes = migration.transform({ ...source, content, ttlMs: undefined }, options)
      return becomes.kind === 'moves' ? becomes.keys : undefined
    },
    invert: (source, targets, before) => migration.invert(source, targets, before, options),
    isOwn: (target) => migration.isOwn?.(target) ?? false,
  }
}
