import { systemClock, TradingError, type RedisAddress } from '@tradingboost/domain'
import { migrations, type Migration } from '@tradingboost/layout-migrations'
import { migrationStatus } from '@tradingboost/redis-migrate'
import { connectRedis, type ConnectRedisOptions, type RedisConnection } from '@tradingboost/trading-cache'
import { addressOf, type AddressOptions } from '../address-options.ts'
import { chance } from '../compose.ts'
import { KeysCliError } from '../keys-cli-error.ts'
import { remark } from '../print.ts'

/** Connects for one command. Throws a KeysCliError for whatever a Redis or a migration refuses. */
export async function withRedis(
  options: AddressOptions & { readonly json?: true },
  work: (connection: RedisConnection, address: RedisAddress) => Promise<void>,
  server: ConnectRedisOptions['server'] = { writes: true },
): Promise<void> {
  const address = addressOf(options)
  try {
    const connection = await connectRedis({
      url: address,
      server,
      clock: systemClock,
      random: chance,
      name: 'keys-migrate',
      commandWithinMs: 30_000,
    })
    try {
      await work(connection, address)
      if (options.json !== true) remark(`Redis: ${connection.address}`)
    } finally {
      await connection.close()
    }
  } catch (cause) {
    throw cause instanceof TradingError ? new KeysCliError(cause.message, { cause }) : cause
  }
}

/** The migration of this id or number: `0003-grid-positions`, `0003` or `3`. Throws a KeysCliError that lists those there are. */
export function migrationOf(id: string): Migration {
  const number = /^\d{1,4}$/.test(id) ? `${id.padStart(4, '0')}-` : `${id}-`
  const found = migrations.find((migration) => migration.id === id || migration.id.startsWith(number))
  if (found !== undefined) return found
  throw new KeysCliError(`no migration is called ${id}: there are ${migrations.map((one) => one.id).join(', ')}`)
}

/** The migration of this id, or without one the only one under way. */
export async function migrationUnderWay(connection: RedisConnection, id: string | undefined): Promise<Migration> {
  if (id !== undefined) return migrationOf(id)
  const states = await Promise.all(migrations.map((one) => migrationStatus(connection, one.id, systemClock)))
  const running = migrations.filter((_one, at) => {
    const state = states[at]
    return state !== undefined && (state.isRunning || (state.phase !== 'none' && state.phase !== 'off'))
  })
  const [only] = running
  if (only !== undefined && running.length === 1) return only
  throw new KeysCliError(
    running.length === 0
      ? 'no migration is under way: name one, or run one first'
      : `several migrations are under way: name one of ${running.map((one) => one.id).join(', ')}`,
  )
}
