import { isOpen, money } from '@tradingboost/domain'
import { admitOrders } from '../plan/admit-orders.ts'
import { diffOrders } from '../plan/diff-orders.ts'
import { holdLegs, pausedLegs } from '../plan/pauses.ts'
import { standingOrders } from '../plan/standing-order.ts'
import type { Reason, ReasonCode } from '../reasons/reason.ts'
import { netPnlOf } from '../report.ts'
import { heldNotional } from '../risk/assess-risk.ts'
import { lossReason } from '../risk/loss-guard.ts'
import { askForCancel, carryOut } from './carry-out.ts'
import { noteReasons } from './note-reasons.ts'
import type { Turn } from './turn.ts'

/** Compares what the strategy wants with what is open, and does what is missing; the end of every step that may send. */
export function makePlan<Settings, Memory>(turn: Turn<Settings, Memory>): void {
  const { state, context } = turn
  if (state.status === 'failed') return giveUpEntries(turn)
  if (state.wanted === undefined) return
  const standing = standingOrders(state.orders.values())
  const { admitted, reasons } = admitOrders(state.wanted, {
    instrument: state.instrument,
    held: state.share,
    heldNotional: money(heldNotional(state)),
    ...context.limits,
    lastPrice: state.lastCandle?.close,
    standing,
    closedFor: state.status === 'stopped' ? stopped : lossReason(state.losses, netPnlOf(state), context.limits),
  })
  const paused = pausedLegs(state.pauses, state.tally.candles)
  const { journalUp: mayOpen } = state
  const steps = diffOrders({ wanted: admitted, standing, held: state.share, mayOpen, paused })
  const opens = [...admitted].some(([leg, { reduceOnly }]) => !reduceOnly && !standing.some((one) => one.leg === leg))
  noteReasons(turn, [...state.ownReasons, ...reasons, ...(opens && !mayOpen ? [redisDown] : [])])
  const outOfRoom = reasons.flatMap(({ code, leg }) => (leg !== undefined && limitCodes.has(code) ? [leg] : []))
  turn.state = { ...turn.state, pauses: holdLegs(turn.state.pauses, outOfRoom, state.tally.candles) }
  for (const step of steps) carryOut(turn, step)
}

const limitCodes: ReadonlySet<ReasonCode> = new Set(['no-slots', 'max-notional'])

const stopped = { code: 'stopped', message: 'the bot is stopped: start it to open positions' } as const
const redisDown: Reason = {
  code: 'redis-down',
  message: 'Redis cannot be written: nothing that opens is sent until it is back',
}

/** A failed strategy guards no new position: what would open one ends, what protects rests. */
function giveUpEntries<Settings, Memory>(turn: Turn<Settings, Memory>): void {
  for (const { order, leg, cancel } of turn.state.orders.values()) {
    if (order.reduceOnly || cancel !== 'none' || !isOpen(order.status) || order.exchangeOrderId === undefined) continue
    askForCancel(turn, order.clientOrderId, leg, 'the strategy has failed')
  }
}
