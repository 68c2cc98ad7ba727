import { environments, type Environment } from '@tradingboost/redis-keys'
import { markEnvironment, readEnvironment, type RedisConnection } from '@tradingboost/trading-cache'
import { Argument, type Command } from 'commander'
import { addAddressOptions, type AddressOptions } from '../address-options.ts'
import { KeysCliError } from '../keys-cli-error.ts'
import { withRedis } from '../migrate/with-redis.ts'
import { print } from '../print.ts'

interface EnvironmentOptions extends AddressOptions {
  readonly owner: string
  readonly execute?: true
  readonly force?: true
  readonly json?: true
}

/** Adds `keys environment`, by which people say whose data a database holds. */
export function registerEnvironment(program: Command): void {
  addAddressOptions(program.command('environment'))
    .description('show whose data a database holds, or mark it; a paper run writes into no other than paper')
    .addArgument(new Argument('[environment]', 'what to mark it as').choices(environments))
    .option('--owner <name>', 'who answers for the data', 'an operator')
    .option('--execute', 'mark it (default: dry run)')
    .option('--force', 'also where it is marked as another environment')
    .option('--json', 'print as JSON')
    .action(async (environment: Environment | undefined, options: EnvironmentOptions) => {
      await withRedis(options, async (connection) => {
        if (environment === undefined) return await show(connection, options)
        await mark(connection, environment, options)
      })
    })
}

async function show(connection: RedisConnection, { json }: EnvironmentOptions): Promise<void> {
  const marker = await readEnvironment(connection)
  if (json === true) return print(JSON.stringify(marker ?? { environment: null }, undefined, 2))
  print(
    marker === undefined
      ? 'no marker: with keys in it the database counts as live'
      : `${marker.environment}, says ${marker.owner}`,
  )
}

async function mark(
  connection: RedisConnection,
  environment: Environment,
  { owner, execute, force, json }: EnvironmentOptions,
): Promise<void> {
  const before = await readEnvironment(connection)
  if (before !== undefined && before.environment !== environment && force !== true) {
    throw new KeysCliError(
      `${connection.address} is marked as ${before.environment} by ${before.owner}: add --force if those data are ${environment} all the same`,
    )
  }
  if (execute === true) await markEnvironment(connection, { environment, owner })
  if (json === true) return print(JSON.stringify({ dryRun: execute !== true, environment, owner }, undefined, 2))
  print(
    execute === true
      ? `marked as ${environment}, by ${owner}`
      : `would mark it as ${environment}, by ${owner}: add --execute`,
  )
}
