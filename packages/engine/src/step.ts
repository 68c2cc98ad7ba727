import { assertNever, epochMs, type EpochMs, type TradingEvent } from '@tradingboost/domain'
import type { Command } from './command.ts'
import type { EngineEvent } from './engine-event.ts'
import { statusOf, type EngineState } from './engine-state.ts'
import { takeBook } from './reconcile/take-book.ts'
import { takeAmendAnswer, takeCancelAnswer, takeNotAmended, takeNotSent, takeSubmitAnswer } from './turn/take-answer.ts'
import { takeCandle, takeHistory } from './turn/take-candle.ts'
import { takeFill } from './turn/take-fill.ts'
import { takeOrder } from './turn/take-order.ts'
import { makePlan } from './turn/make-plan.ts'
import { noteExternal } from './turn/note-external.ts'
import { hasGivenUp, tellStrategy } from './turn/tell-strategy.ts'
import { count, type EngineContext, type Turn } from './turn/turn.ts'

/** What one event makes of a bot: the new state, what is to be sent, and what is to be recorded before it is sent. */
export interface Step<Memory> {
  readonly state: EngineState<Memory>
  readonly commands: readonly Command[]
  readonly events: readonly TradingEvent[]
}

/**
 * Moves a bot by one event. Pure and synchronous: the same state, event and time always give the same step, and every
 * submit command of a step has its `order-intended` event in the same step.
 */
export function step<Settings, Memory>(
  context: EngineContext<Settings, Memory>,
  state: EngineState<Memory>,
  event: EngineEvent,
  now: EpochMs,
): Step<Memory> {
  const turn: Turn<Settings, Memory> = {
    context,
    state: { ...state, now: epochMs(Math.max(state.now, now)) },
    commands: [],
    events: [],
  }
  take(turn, event)
  noteExternal(turn, state)
  if (mayLeadToCommands(event)) makePlan(turn)
  return { state: turn.state, commands: turn.commands, events: turn.events }
}

/** These two happen beside the mailbox: what they lead to is done by the event that follows. */
const mayLeadToCommands = ({ kind }: EngineEvent): boolean => kind !== 'stop-asked' && kind !== 'journal-lost'

function take<Settings, Memory>(turn: Turn<Settings, Memory>, event: EngineEvent): void {
  switch (event.kind) {
    case 'market':
      return takeMarketEvent(turn, event.event)
    case 'submit-answered':
      return takeSubmitAnswer(turn, event.outcome)
    case 'amend-answered':
      return takeAmendAnswer(turn, event.outcome)
    case 'cancel-answered':
      return takeCancelAnswer(turn, event.outcome)
    case 'not-sent':
      return takeNotSent(turn, event.clientOrderId, event.reason)
    case 'not-amended':
      return takeNotAmended(turn, event.clientOrderId)
    case 'history':
      return takeHistory(turn, event.candles)
    case 'reconciled':
      return takeBook(turn, event.book)
    case 'start':
      return start(turn)
    case 'resume':
      return hasGivenUp(turn) ? sayStatus(turn) : start(turn)
    case 'stop-asked':
      turn.state = { ...turn.state, status: 'stopped' }
      return
    case 'stop':
      turn.state = { ...turn.state, status: 'stopped', pauses: new Map() }
      sayStatus(turn)
      return tellStrategy(turn, { kind: 'stopped' })
    case 'journal-lost':
      turn.state = { ...turn.state, journalUp: false }
      count(turn, 'degraded')
      return sayStatus(turn)
    case 'journal-back':
      turn.state = { ...turn.state, journalUp: true }
      return sayStatus(turn)
    default:
      return assertNever(event)
  }
}

function start<Settings, Memory>(turn: Turn<Settings, Memory>): void {
  turn.state = { ...turn.state, status: 'running', pauses: new Map() }
  sayStatus(turn)
  tellStrategy(turn, { kind: 'started' })
}

function takeMarketEvent<Settings, Memory>(
  turn: Turn<Settings, Memory>,
  event: Extract<EngineEvent, { kind: 'market' }>['event'],
): void {
  switch (event.kind) {
    case 'candle':
      return takeCandle(turn, event.candle, event.index)
    case 'order':
      return takeOrder(turn, event.order)
    case 'fill':
      return takeFill(turn, { fill: event.fill, order: event.order, position: event.position, tell: true })
    case 'instrument':
    case 'funding':
    case 'liquidated':
      return
    case 'end':
      turn.state = { ...turn.state, tally: { ...turn.state.tally, ended: true } }
      return
    default:
      return assertNever(event)
  }
}

function sayStatus<Settings, Memory>(turn: Turn<Settings, Memory>): void {
  turn.events.push({ kind: 'bot-status-changed', at: turn.state.now, status: statusOf(turn.state) })
}
