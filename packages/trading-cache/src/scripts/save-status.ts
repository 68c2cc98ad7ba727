import { botStatus, botStatuses, tradingStatus, type KeyValue } from '@tradingboost/redis-keys'
import { defineScript, type ScriptCall } from '../connection/redis-script.ts'
import type { Fence } from './fence.ts'
import { saveStatusLua } from './save-status.lua.ts'
import { planScript } from './script-plan.ts'

/** Whether a bot trades, as Redis spells it. */
export type TradingStatus = KeyValue<typeof tradingStatus>

/** Whose status is said. */
export interface StatusOf {
  readonly userId: string
  readonly botId: string
  /** Whether readers of HYPERRSI's status of the user mean this bot. */
  readonly asTradingStatus: boolean
}

const script = defineScript('save-status', saveStatusLua)

/** Writes a bot's status, and that of its user, together. */
export function saveStatus(
  { userId, botId, asTradingStatus }: StatusOf,
  status: TradingStatus,
  fence?: Fence,
): ScriptCall<void> {
  const plan = planScript(fence)
  const keys = {
    statuses: plan.key(botStatuses.build({ userId }), 'hash'),
    overall: plan.key(botStatus.build({ userId }), 'string'),
    ...(asTradingStatus ? { trading: plan.key(tradingStatus.build({ userId }), 'string') } : {}),
  }
  return plan.call(script, { ...keys, botId, status }, () => undefined)
}
