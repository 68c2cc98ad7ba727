import { positionSides, type Fresh, type PositionSide, type Reading } from '@tradingboost/domain'
import { position as positionFamily, type RedisKey } from '@tradingboost/redis-keys'
import { hashPairs } from '../commands/hash-commands.ts'
import type { RedisConnection } from '../connection/redis-connection.ts'
import type { Account } from '../records/account.ts'
import { readPosition } from '../records/position-fields.ts'
import { refuseRawNames } from '../records/raw-names.ts'
import type { StoredPosition } from '../records/stored-position.ts'
import type { Fence } from '../scripts/fence.ts'
import { createPositionStore, type PositionStore } from '../stores/position-store.ts'
import type { Loaded, NearCache } from './near-cache.ts'

/** The position store with reads that are served from the copies of this process while those are true. `load` asks Redis. */
export interface NearPositionStore extends PositionStore {
  read(account: Account, symbol: string, side: PositionSide): Promise<Reading<StoredPosition | undefined>>
  /** For what places orders: asks Redis unless the copy is fresh. */
  readFresh(account: Account, symbol: string, side: PositionSide): Promise<Fresh<StoredPosition | undefined>>
}

/** The near cache must hear of the family `position`. */
export function createNearPositionStore(
  connection: RedisConnection,
  near: NearCache,
  fence?: Fence,
): NearPositionStore {
  const store = createPositionStore(connection, fence)
  const load = async (key: RedisKey<string, 'hash'>): Promise<Loaded<StoredPosition | undefined>> => {
    await refuseRawNames(connection, [key])
    const pairs = await connection.send(hashPairs(key))
    if (pairs === undefined) return { value: undefined, bytes: 0 }
    return { value: readPosition(key, pairs), bytes: bytesOf(pairs) }
  }
  const positions = near.of(positionFamily, load)
  const sidesOf = ({ userId, exchange }: Account, symbol: string): readonly string[] =>
    positionSides.map((side) => positionFamily.build({ userId, exchange, symbol, side }))

  return {
    ...store,
    save: (account, position) => near.writing(sidesOf(account, position.symbol), () => store.save(account, position)),
    replaceAll: (account, symbol, held) =>
      near.writing(sidesOf(account, symbol), () => store.replaceAll(account, symbol, held)),
    read: async ({ userId, exchange }, symbol, side) =>
      await positions.read(positionFamily.build({ userId, exchange, symbol, side })),
    readFresh: async ({ userId, exchange }, symbol, side) =>
      await positions.readFresh(positionFamily.build({ userId, exchange, symbol, side })),
  }
}

const bytesOf = (texts: readonly string[]): number => texts.reduce((bytes, text) => bytes + Buffer.byteLength(text), 0)
