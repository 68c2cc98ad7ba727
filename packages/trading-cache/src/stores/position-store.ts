import { positionSides, type Position, type PositionSide } from '@tradingboost/domain'
import {
  position as positionFamily,
  positionHistory,
  positionIndex,
  positionIndexMember,
  type ClosedPosition,
  type RedisKey,
} from '@tradingboost/redis-keys'
import { hashPairs } from '../commands/hash-commands.ts'
import { smembers } from '../commands/set-commands.ts'
import { zrange } from '../commands/sorted-set-commands.ts'
import type { RedisConnection } from '../connection/redis-connection.ts'
import type { ScriptCall } from '../connection/redis-script.ts'
import { changeBoth } from '../layouts/change-both.ts'
import { positionChanges, standingPositions, type SideAfter } from '../layouts/position-keys.ts'
import type { LayoutWatch } from '../layouts/watch-layouts.ts'
import type { Account } from '../records/account.ts'
import { collectStored } from '../records/collect-stored.ts'
import { readClosedPosition, readPosition } from '../records/position-fields.ts'
import { quarantine } from '../records/quarantine.ts'
import { findRawNames, refuseRawNames } from '../records/raw-names.ts'
import { remember } from '../records/remember.ts'
import type { StoredPosition } from '../records/stored-position.ts'
import type { StoredList } from '../records/stored.ts'
import type { Fence } from '../scripts/fence.ts'
import { replacePositions } from '../scripts/replace-positions.ts'
import { savePosition, type SavePositionOutcome } from '../scripts/save-position.ts'

/**
 * The open positions of users, with index, active set, realtime record and history; each change is one script.
 * Writes throw a TradingError `lease-lost` under a fence that no longer stands.
 */
export interface PositionStore {
  /**
   * Writes the position, or closes it when its quantity is zero; an older or equal revision is `stale` and writes nothing.
   * The revision of a closed position is known for a day: what comes later still is taken for a new position, so a writer that
   * may be so late has to hold a fence.
   */
  save(account: Account, position: Position): Promise<SavePositionOutcome>
  /** Makes the symbol's positions those of the exchange, whatever revisions stand; a side left out is not held. */
  replaceAll(account: Account, symbol: string, positions: readonly Position[]): Promise<void>
  load(account: Account, symbol: string, side: PositionSide): Promise<StoredPosition | undefined>
  /** The open positions of an account in two round trips, by symbol and side. */
  list(account: Account): Promise<StoredList<StoredPosition>>
  /** The last closed positions of an account, oldest first; 100 without a limit. */
  history(account: Account, limit?: number): Promise<StoredList<ClosedPosition>>
}

/** With a watch, changes are made in the old layout too while a migration asks for both. */
export function createPositionStore(connection: RedisConnection, fence?: Fence, layouts?: LayoutWatch): PositionStore {
  const change = async <Reply>(
    call: ScriptCall<Reply>,
    account: Account,
    sides: readonly SideAfter[],
  ): Promise<Reply> =>
    layouts === undefined
      ? await connection.run(call)
      : await changeBoth(connection, layouts, {
          call,
          changes: positionChanges(account, sides),
          standing: async () => await standingPositions(connection, account),
        })

  return {
    save: async (account, position) => {
      const { symbol, side } = position
      return await change(savePosition(account, position, fence), account, [{ symbol, side, position }])
    },
    replaceAll: async (account, symbol, positions) => {
      const sides = positionSides.map((side) => ({
        symbol,
        side,
        position: positions.find((position) => position.symbol === symbol && position.side === side),
      }))
      await change(replacePositions(account, symbol, positions, fence), account, sides)
    },
    load: async ({ userId, exchange }, symbol, side) => {
      const key = positionFamily.build({ userId, exchange, symbol, side })
      await refuseRawNames(connection, [key])
      const pairs = await connection.send(hashPairs(key))
      return pairs === undefined ? undefined : readPosition(key, pairs)
    },
    list: async (account) => {
      const indexKey = positionIndex.build({ userId: account.userId, exchange: account.exchange })
      return await connection.whole('smembers', [indexKey], () => listPositions(connection, account, indexKey))
    },
    history: async ({ userId, exchange }, limit = 100) => {
      const key = positionHistory.build({ userId, exchange })
      await refuseRawNames(connection, [key])
      const entries = await connection.send(zrange(key, limit))
      return collectStored(entries, ({ member }) => readClosedPosition(key, member))
    },
  }
}

const placeOf = remember(positionIndexMember.read)

async function listPositions(
  connection: RedisConnection,
  { userId, exchange }: Account,
  indexKey: RedisKey<string, 'set'>,
): Promise<StoredList<StoredPosition>> {
  await refuseRawNames(connection, [indexKey])
  const members = (await connection.send(smembers(indexKey))).toSorted()
  const { items: keys, quarantined } = collectStored(members, (member) => {
    const place = placeOf(member)
    if (place === undefined) throw quarantine(indexKey, `its member ${JSON.stringify(member)} is not symbol:side`)
    return positionFamily.build({ userId, exchange, symbol: place.symbol, side: place.side })
  })
  const rawNames = await findRawNames(connection, keys)
  const hashes = await connection.sendAll(keys.map(hashPairs))
  const found = collectStored(keys, (key, at) => {
    const error = rawNames.get(key)
    if (error !== undefined) throw error
    // A position that closed between the two round trips has left no fields, and is not held.
    const pairs = hashes[at]
    return pairs === undefined ? undefined : readPosition(key, pairs)
  })
  return { items: found.items, quarantined: [...quarantined, ...found.quarantined] }
}
