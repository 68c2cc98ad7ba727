import { positionSides, type Position } from '@tradingboost/domain'
import { defineScript, type ScriptCall } from '../connection/redis-script.ts'
import type { Account } from '../records/account.ts'
import type { Fence } from './fence.ts'
import { planPosition } from './plan-position.ts'
import { replacePositionsLua } from './replace-positions.lua.ts'
import { planScript } from './script-plan.ts'

const script = defineScript('replace-positions', replacePositionsLua)

/** Makes both sides of one symbol what the exchange says; a side that it does not name is not held. */
export function replacePositions(
  account: Account,
  symbol: string,
  positions: readonly Position[],
  fence?: Fence,
): ScriptCall<void> {
  const plan = planScript(fence)
  const changes = positionSides.map((side) =>
    planPosition(
      plan,
      account,
      symbol,
      side,
      positions.find((position) => position.symbol === symbol && position.side === side),
    ),
  )
  return plan.call(script, { changes }, () => undefined)
}
