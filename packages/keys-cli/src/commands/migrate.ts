import { systemClock } from '@tradingboost/domain'
import { migrations } from '@tradingboost/layout-migrations'
import {
  controlMigration,
  migrationStatus,
  planMigration,
  verifyMigration,
  type Control,
} from '@tradingboost/redis-migrate'
import { Argument, type Command } from 'commander'
import { formatPlan, planJson } from '../migrate/format-plan.ts'
import { formatStatus } from '../migrate/format-run.ts'
import { addCommonOptions, addPlanOptions, type CommonOptions, type MoveOptions } from '../migrate/migrate-options.ts'
import { optionsOf, registerMoves } from '../migrate/register-moves.ts'
import { printReport } from '../migrate/print-report.ts'
import { whole } from '../migrate/whole.ts'
import { migrationOf, migrationUnderWay, withRedis } from '../migrate/with-redis.ts'
import { print } from '../print.ts'

/**
 * Adds `keys migrate`; exit code 0 when all moved, 1 when something was refused, in conflict or differs, 2 when it could
 * not run.
 */
export function registerMigrate(program: Command): void {
  const migrate = program.command('migrate').description('move live data from an old layout to a new one, and back')
  addCommonOptions(migrate.command('list'))
    .description('the migrations there are; with a Redis, how each stands')
    .action(listMigrations)
  addPlanOptions(migrate.command('plan <id>'))
    .description('what a run would do: keys, refusals with reasons, memory, duration; reads only')
    .action(showPlan)
  registerMoves(migrate)
  addCommonOptions(migrate.command('status [id]')).description('how it stands').action(showStatus)
  for (const [kind, meaning] of [
    ['pause', 'the runner waits'],
    ['resume', 'the runner goes on'],
    ['postpone', 'verify again and again instead of cutting over'],
    ['advance', 'the cut-over may come'],
  ] as const) {
    addCommonOptions(migrate.command(`${kind} [id]`))
      .description(meaning)
      .action((id: string | undefined, options: CommonOptions) => control(id, options, { kind }))
  }
  addCommonOptions(migrate.command('throttle').addArgument(new Argument('<keys>').argParser(whole)).argument('[id]'))
    .description('keys a second at most; 0 is no limit')
    .action((rate: number, id: string | undefined, options: CommonOptions) =>
      control(id, options, { kind: 'throttle', rate }),
    )
  addPlanOptions(migrate.command('verify <id>'))
    .description('compare both layouts once, whoever is at work; reads only')
    .action(verify)
}

async function listMigrations(options: CommonOptions): Promise<void> {
  const { url = '', json } = options
  const named = migrations.map(({ id, summary }) => ({ id, summary }))
  if (url === '') return show(json, named, named.map(({ id, summary }) => `${id}  ${summary}`).join('\n'))
  await withRedis(options, async (connection) => {
    const rows = await Promise.all(
      named.map(async (one) => ({ ...one, phase: (await migrationStatus(connection, one.id, systemClock)).phase })),
    )
    const printed = rows.map((row) => ({ redis: connection.address, ...row }))
    show(json, printed, rows.map(({ id, phase, summary }) => `${id}  ${phase}  ${summary}`).join('\n'))
  })
}

async function showPlan(id: string, options: MoveOptions): Promise<void> {
  const migration = migrationOf(id)
  await withRedis(options, async (connection) => {
    const plan = await planMigration({ connection, migration, clock: systemClock, ...optionsOf(options) })
    printReport(connection, options, planJson(plan), formatPlan(plan))
    if (plan.refusals.some(({ kind }) => kind === 'refused')) process.exitCode = 1
  })
}

async function showStatus(id: string | undefined, options: CommonOptions): Promise<void> {
  const { json } = options
  await withRedis(options, async (connection) => {
    const chosen = id === undefined ? migrations : [migrationOf(id)]
    const all = await Promise.all(chosen.map((one) => migrationStatus(connection, one.id, systemClock)))
    const printed = all.map((status) => ({ redis: connection.address, ...status }))
    show(json, id === undefined ? printed : printed[0], all.map(formatStatus).join('\n'))
  })
}

async function control(id: string | undefined, options: CommonOptions, wanted: Control): Promise<void> {
  await withRedis(options, async (connection) => {
    const migration = await migrationUnderWay(connection, id)
    await controlMigration(connection, migration.id, systemClock, wanted)
    const status = await migrationStatus(connection, migration.id, systemClock)
    printReport(connection, options, status, formatStatus(status))
  })
}

async function verify(id: string, options: MoveOptions): Promise<void> {
  const migration = migrationOf(id)
  await withRedis(options, async (connection) => {
    const report = await verifyMigration({ connection, migration, clock: systemClock, ...optionsOf(options) })
    const { same, unsettled, differing, differences } = report
    const summary = `${same} keys are the same in both layouts, ${unsettled} not moved as they are now, ${differing} differ`
    printReport(connection, options, report, [summary, ...differences.map((line) => `  ${line}`)].join('\n'))
    if (differing > 0) process.exitCode = 1
  })
}

function show(json: true | undefined, value: unknown, text: string): void {
  print(json === true ? JSON.stringify(value, undefined, 2) : text)
}
