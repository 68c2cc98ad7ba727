import { systemClock, type RedisAddress } from '@tradingboost/domain'
import { type Migration, type TransformOptions } from '@tradingboost/layout-migrations'
import {
  migrationStatus,
  planMigration,
  restoreMigration,
  rollbackMigration,
  runMigration,
  type RunRequest,
  type Scope,
} from '@tradingboost/redis-migrate'
import type { RedisConnection } from '@tradingboost/trading-cache'
import type { Command } from 'commander'
import { newRunnerToken } from '../compose.ts'
import { KeysCliError } from '../keys-cli-error.ts'
import { assertUsersExist } from './assert-users-exist.ts'
import { formatPlan, planJson } from './format-plan.ts'
import { formatRun } from './format-run.ts'
import { limitsOf } from './limit-options.ts'
import { addCommonOptions, addRunOptions, type MoveOptions } from './migrate-options.ts'
import { migrateProgress } from './migrate-progress.ts'
import { printReport } from './print-report.ts'
import { migrationOf, withRedis } from './with-redis.ts'

/** Adds the commands that write, which they do only with --execute. */
export function registerMoves(migrate: Command): void {
  addRunOptions(migrate.command('run <id>'))
    .description('move it on, phase by phase; takes up where an earlier run ended')
    .action(run)
  addCommonOptions(migrate.command('rollback <id>'))
    .description('go back to off; nothing written since the cut-over is lost')
    .option('--execute', 'do it; without it nothing is written')
    .action((id: string, options: MoveOptions) => goBack(id, options, false))
  addCommonOptions(migrate.command('abort <id>'))
    .description('stop the runner and go back to off; after a cut-over use rollback')
    .option('--execute', 'do it; without it nothing is written')
    .action((id: string, options: MoveOptions) => goBack(id, options, true))
  addCommonOptions(migrate.command('restore <id>'))
    .description('bring removed old keys back from their backups')
    .option('--execute', 'do it; without it nothing is written')
    .option('--force', 'also where something was written since')
    .action(restore)
}

/** The options of a transformation and the scope of a plan, as given. */
export function optionsOf({ exchange, user }: Pick<MoveOptions, 'exchange' | 'user'>): {
  readonly options: TransformOptions
  readonly scope: Scope
} {
  return {
    options: { exchange: exchange ?? 'okx' },
    scope: { ...(exchange === undefined ? {} : { exchange }), ...(user === undefined ? {} : { user }) },
  }
}

async function run(id: string, options: MoveOptions): Promise<void> {
  const migration = migrationOf(id)
  await withRedis(options, async (connection, address) => {
    await assertUsersExist(connection, options.legacyUser)
    if (options.execute !== true) return await dryRun(connection, migration, options)
    const progress = migrateProgress(process.stderr, systemClock, options.json === true)
    const stopping = new AbortController()
    const stop = (): void => stopping.abort()
    process.once('SIGINT', stop).once('SIGTERM', stop)
    try {
      const report = await runMigration({
        ...requestOf(connection, address, migration, options),
        until: options.until,
        onProgress: progress.show,
        signal: stopping.signal,
      })
      progress.clear()
      printReport(connection, options, { id: migration.id, ...report }, formatRun(migration.id, report))
      if (report.refusals.refused + report.refusals.conflict > 0) process.exitCode = 1
    } finally {
      progress.clear()
      process.off('SIGINT', stop).off('SIGTERM', stop)
    }
  })
}

async function dryRun(connection: RedisConnection, migration: Migration, options: MoveOptions): Promise<void> {
  const plan = await planMigration({ connection, migration, clock: systemClock, ...optionsOf(options) })
  const { phase } = await migrationStatus(connection, migration.id, systemClock)
  printReport(
    connection,
    options,
    { dryRun: true, phase, ...planJson(plan) },
    `${formatPlan(plan)}\n\nit stands at ${phase}; nothing was written: add --execute to ${whatNext(phase, options)}`,
  )
  if (plan.refusals.some(({ kind }) => kind === 'refused')) process.exitCode = 1
}

const whatNext = (phase: string, { until }: MoveOptions): string =>
  phase === 'contract' ? 'move or name the old keys that were written since' : `go to ${until}`

async function goBack(id: string, options: MoveOptions, isAbort: boolean): Promise<void> {
  const migration = migrationOf(id)
  await withRedis(options, async (connection, address) => {
    const { phase } = await migrationStatus(connection, migration.id, systemClock)
    if (isAbort && (phase === 'cutover' || phase === 'contract')) {
      throw new KeysCliError(`${migration.id} is cut over already: keys migrate rollback ${migration.id}`)
    }
    if (options.execute !== true) {
      return printReport(
        connection,
        options,
        { dryRun: true, phase },
        `it stands at ${phase}; nothing was written: add --execute to go back to off`,
      )
    }
    const report = await rollbackMigration(requestOf(connection, address, migration, options))
    const { told, withdrawn, kept } = report
    printReport(
      connection,
      options,
      { id: migration.id, ...report },
      [
        `${migration.id} is off: ${told} old keys were told what was written since, the targets of ${withdrawn} are gone`,
        ...kept.map((key) => `  kept: ${key}`),
      ].join('\n'),
    )
    if (kept.length > 0) process.exitCode = 1
  })
}

async function restore(id: string, options: MoveOptions & { readonly force?: true }): Promise<void> {
  const migration = migrationOf(id)
  await withRedis(options, async (connection, address) => {
    if (options.execute !== true) {
      const { phase } = await migrationStatus(connection, migration.id, systemClock)
      return printReport(
        connection,
        options,
        { dryRun: true, phase },
        `it stands at ${phase}; nothing was written: add --execute to restore`,
      )
    }
    const request = requestOf(connection, address, migration, options)
    const report = await restoreMigration({ ...request, force: options.force === true })
    const { restored, expired, conflicts, gone } = report
    const summary = `${restored} old keys stand again, ${expired} had expired meanwhile, ${conflicts.length} are left${gone === 0 ? '' : `, the backups of ${gone} are gone`}`
    printReport(
      connection,
      options,
      { id: migration.id, ...report },
      [summary, ...conflicts.map((line) => `  ${line}`)].join('\n'),
    )
    if (conflicts.length + gone > 0) process.exitCode = 1
  })
}

function requestOf(
  connection: RedisConnection,
  address: RedisAddress,
  migration: Migration,
  options: MoveOptions,
): Omit<RunRequest, 'until'> {
  const { rate, fenceTimeout, soak, retention, legacyUser } = options
  return {
    url: address,
    connection,
    migration,
    clock: systemClock,
    token: newRunnerToken(),
    ...optionsOf(options),
    ...(legacyUser === undefined ? {} : { legacyUsers: legacyUser }),
    ...(rate === undefined ? {} : { rate }),
    ...(fenceTimeout === undefined ? {} : { fenceTimeoutMs: fenceTimeout }),
    ...(soak === undefined ? {} : { soakMs: soak }),
    ...(retention === undefined ? {} : { retentionMs: retention * 24 * 60 * 60 * 1_000 }),
    limits: limitsOf(options),
  }
}
