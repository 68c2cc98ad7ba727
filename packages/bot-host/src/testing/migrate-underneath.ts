import { systemClock, type ExchangeName } from '@tradingboost/domain'
import { exchangePositions } from '@tradingboost/redis-keys'
import { gridPositions } from '@tradingboost/layout-migrations'
import { rollbackMigration, runMigration, type ReturnRequest } from '@tradingboost/redis-migrate'
import { createPositionStore, type RedisConnection } from '@tradingboost/trading-cache'

export interface MigrationUnderneath {
  readonly redisUrl: string
  /** A connection of its own, beside those of the bot. */
  readonly connection: RedisConnection
  readonly account: { readonly userId: string; readonly exchange: ExchangeName }
  /** Plays the market up to this share of its candles. */
  readonly playTo: (share: number) => Promise<void>
}

/** What stood in each layout after the cut-over and after the way back, as `symbol:side quantity`. */
export interface SeenPositions {
  readonly ours: readonly string[]
  readonly legacy: readonly string[]
}

/**
 * Moves the positions from the old layout to the new one under a bot at work, back, and over again for good, the market going
 * on all the time. Returns what both layouts said in between, and which old keys were left in the end.
 */
export async function migrateUnderneath(
  underneath: MigrationUnderneath,
): Promise<{ readonly seen: readonly SeenPositions[]; readonly left: readonly string[] }> {
  const { redisUrl, connection, playTo } = underneath
  let runners = 0
  const request = (): ReturnRequest & { readonly options: { readonly exchange: string } } => ({
    url: redisUrl,
    connection,
    migration: gridPositions,
    options: { exchange: underneath.account.exchange },
    clock: systemClock,
    token: `underneath-${(runners += 1)}`,
  })
  await connection.send({ name: 'set', keys: [], args: [foreignKey, foreignPositions], read: () => undefined })
  await playTo(0.2)
  await Promise.all([runMigration({ ...request(), until: 'cutover' }), playTo(0.4)])
  await playTo(0.6)
  const afterCutOver = await seenPositions(underneath)
  await Promise.all([rollbackMigration(request()), playTo(0.7)])
  await playTo(0.8)
  const { refusals } = await runMigration({ ...request(), until: 'contract' })
  await playTo(1)
  return { seen: [afterCutOver], left: refusals.first.map(({ key, kind, reason }) => `${key} ${kind}: ${reason}`) }
}

/** Another user, whose program does not know the new layout. */
const foreignKey = exchangePositions.build({ exchange: 'okx', userId: '99' })
const foreignPositions = '[{"instId":"ADA-USDT-SWAP","posSide":"short","pos":"5","posId":"2451781910000123456"}]'

async function seenPositions({ connection, account }: MigrationUnderneath): Promise<SeenPositions> {
  const { items } = await createPositionStore(connection).list(account)
  const key = exchangePositions.build(account)
  const text = await connection.send({
    name: 'get',
    keys: [key],
    args: [key],
    read: (reply) => (typeof reply === 'string' ? reply : '[]'),
  })
  const rows = JSON.parse(text) as readonly Record<string, string>[]
  return {
    ours: items.map(({ symbol, side, quantity }) => `${symbol}:${side} ${quantity.toFixed()}`).toSorted(),
    legacy: rows.map(({ instId, posSide, pos }) => `${instId}:${posSide} ${pos}`).toSorted(),
  }
}
