import { TradingError, type Position } from '@tradingboost/domain'
import { defineScript, type ScriptCall } from '../connection/redis-script.ts'
import type { Account } from '../records/account.ts'
import type { Fence } from './fence.ts'
import { planPosition } from './plan-position.ts'
import { savePositionLua } from './save-position.lua.ts'
import { planScript } from './script-plan.ts'

/** What became of a position: it stands, it went to the history, or a newer revision stood and nothing was written. */
export type SavePositionOutcome =
  | { readonly kind: 'saved' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'stale'; readonly knownRevision: number }

const script = defineScript('save-position', savePositionLua)

/** Writes hash, index, active set, realtime record and history of one position together. */
export function savePosition(account: Account, position: Position, fence?: Fence): ScriptCall<SavePositionOutcome> {
  const plan = planScript(fence)
  const change = planPosition(plan, account, position.symbol, position.side, position)
  return plan.call(script, { change }, ([kind, known]) => {
    if (kind === 'saved' || kind === 'closed') return { kind }
    if (kind === 'stale') return { kind, knownRevision: Number(known) }
    throw new TradingError('protocol-violated', `save-position answered ${kind}: reload the script`, { retry: 'never' })
  })
}
