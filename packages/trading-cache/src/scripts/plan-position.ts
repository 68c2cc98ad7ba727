import type { Position, PositionSide } from '@tradingboost/domain'
import {
  activePositionMember,
  activePositions,
  position as positionFamily,
  positionHistory,
  positionIndex,
  positionIndexMember,
  positionRealtime,
} from '@tradingboost/redis-keys'
import type { Account } from '../records/account.ts'
import { flatFields } from '../records/flat-fields.ts'
import { lifetimeMs } from '../records/lifetime-ms.ts'
import { closedPositionText, positionFields } from '../records/position-fields.ts'
import type { ScriptPlan } from './script-plan.ts'

/** What `positionLua` calls a change: the keys and members of one side, and the record that it shall have, if any. */
export function planPosition(
  plan: ScriptPlan,
  account: Account,
  symbol: string,
  side: PositionSide,
  position?: Position,
): object {
  const { userId, exchange } = account
  const place = { userId, exchange, symbol, side }
  return {
    hash: plan.key(positionFamily.build(place), 'hash'),
    realtime: plan.key(positionRealtime.build(place), 'hash'),
    index: plan.key(positionIndex.build({ userId, exchange }), 'set'),
    active: plan.key(activePositions.build({}), 'set'),
    member: positionIndexMember.build({ symbol, side }),
    activeMember: activePositionMember.build(place),
    ...(position === undefined ? {} : planRecord(plan, account, position)),
  }
}

function planRecord(plan: ScriptPlan, account: Account, position: Position): object {
  const fields = plan.texts(flatFields(positionFields(account, position)))
  const record = { revision: String(position.revision), ...fields }
  if (!position.quantity.isZero()) return record
  const { userId, exchange } = account
  return {
    ...record,
    keepMs: lifetimeMs(positionRealtime),
    history: plan.key(positionHistory.build({ userId, exchange }), 'zset'),
    closedAt: String(position.updatedAt),
    entry: closedPositionText(account, position),
  }
}
