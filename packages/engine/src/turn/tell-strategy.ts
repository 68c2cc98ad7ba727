import { mostThrows } from '../strategy-failure.ts'
import type { StrategyEvent } from '../strategy.ts'
import type { Turn } from './turn.ts'
import { viewOf } from './view-of.ts'

/** Asks the strategy what should be open now; one that throws has failed, and is not asked any more. */
export function tellStrategy<Settings, Memory>(turn: Turn<Settings, Memory>, event: StrategyEvent): void {
  const { strategy, settings } = turn.context
  if (turn.state.status === 'failed') return
  try {
    const { memory, wanted, reasons } = strategy.decide(viewOf(turn), event, settings)
    const isWarming = event.kind === 'candle' && event.warming
    turn.state = { ...turn.state, memory, ...(isWarming ? {} : { wanted, ownReasons: reasons }) }
  } catch (cause) {
    failStrategy(turn, cause)
  }
}

function failStrategy<Settings, Memory>(turn: Turn<Settings, Memory>, cause: unknown): void {
  const message = cause instanceof Error ? cause.message : String(cause)
  const { now: at, failure: before } = turn.state
  const throws = before?.message === message ? before.throws + 1 : 1
  turn.state = { ...turn.state, status: 'failed', failure: { message, at, throws }, wanted: undefined, ownReasons: [] }
  turn.events.push(
    { kind: 'strategy-failed', at, message, throws },
    { kind: 'bot-status-changed', at, status: 'failed' },
  )
}

/** Whether a new start of the process would lead into the same throw for once too often. */
export const hasGivenUp = <Settings, Memory>({ state }: Turn<Settings, Memory>): boolean =>
  state.status === 'failed' && (state.failure?.throws ?? 0) >= mostThrows
