import type { Position, PositionSide } from '@tradingboost/domain'
import { position as positionFamily, positionIndex, positionIndexMember } from '@tradingboost/redis-keys'
import { hgetall } from '../commands/hash-commands.ts'
import { smembers } from '../commands/set-commands.ts'
import type { RedisConnection } from '../connection/redis-connection.ts'
import type { Account } from '../records/account.ts'
import { positionFields } from '../records/position-fields.ts'
import type { LayoutChange } from './change-both.ts'
import type { KeyContent, TargetKey } from '@tradingboost/layout-migrations'

/** What a change makes of one side: a position, or none. */
export interface SideAfter {
  readonly symbol: string
  readonly side: PositionSide
  readonly position: Position | undefined
}

/** The keys of these sides, with what they hold once the sides are as given. */
export function positionChanges(account: Account, sides: readonly SideAfter[]): LayoutChange<unknown>['changes'] {
  return sides.map(({ symbol, side, position }) => ({
    family: positionFamily,
    key: positionFamily.build({ userId: account.userId, exchange: account.exchange, symbol, side }),
    content:
      position === undefined || position.quantity.isZero() ? undefined : hashOf(positionFields(account, position)),
  }))
}

/** The open positions of an account as they stand in the new layout. */
export async function standingPositions(
  connection: RedisConnection,
  { userId, exchange }: Account,
): Promise<readonly TargetKey[]> {
  const members = await connection.send(smembers(positionIndex.build({ userId, exchange })))
  const keys = members.flatMap((member) => {
    const place = positionIndexMember.read(member)
    return place === undefined ? [] : [positionFamily.build({ userId, exchange, ...place })]
  })
  const hashes = await connection.sendAll(keys.map(hgetall))
  return keys.flatMap((key, at) => {
    const fields = hashes[at]
    return fields === undefined
      ? []
      : [{ family: positionFamily, key, content: hashOf(fields), lifetime: 'source' as const }]
  })
}

function hashOf(record: Readonly<Record<string, string | undefined>>): KeyContent {
  const fields = Object.entries(record).flatMap(([field, value]) =>
    value === undefined ? [] : [[field, value] as const],
  )
  return { type: 'hash', fields }
}
