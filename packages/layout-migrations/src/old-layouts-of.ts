import type { AnyKeyFamily } from '@tradingboost/redis-keys'
import type { OldLayout } from './old-layout.ts'
import { migrations } from './migrations/migrations.ts'
import type { Migration, TransformOptions } from './migration.ts'

/** The layout that a migration leaves, as the stores of trading-cache write it beside the new one. */
export function oldLayoutOf(migration: Migration, options: TransformOptions): OldLayout {
  return {
    migrationId: migration.id,
    exchange: migration.from.every(namesExchange) ? undefined : options.exchange,
    isTarget: ({ family }) => migration.to.includes(family),
    sourcesOf: (target) => migration.sourcesOf(target, options),
    tell: (source, content, ttlMs) => {
      const becomes = migration.transform({ ...source, content, ttlMs }, options)
      return becomes.kind === 'moves' ? becomes.keys : undefined
    },
    invert: (source, targets, before) => migration.invert(source, targets, before, options),
    isOwn: (target) => migration.isOwn?.(target) ?? false,
  }
}

const namesExchange = ({ parts }: AnyKeyFamily): boolean =>
  parts.some((part) => part.kind !== 'literal' && part.name === 'exchange')

/**
 * The layouts that all migrations leave: a program that is given them takes part in each, whichever is run. Old keys that name
 * no exchange are of OKX, as for the command, unless told; while a run takes them for another, nothing is written there.
 */
export function oldLayoutsOf(options: TransformOptions = { exchange: 'okx' }): readonly OldLayout[] {
  return migrations.map((migration) => oldLayoutOf(migration, options))
}
