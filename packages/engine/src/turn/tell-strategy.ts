import type { StrategyEvent } from '../strategy.ts'
import { carryOut } from './carry-out.ts'
import { count, type Turn } from './turn.ts'
import { viewOf } from './view-of.ts'

const deepestAnswer = 20

/** Tells the strategy what happened and carries out what it decides; refusals are told to it in turn. */
export function tellStrategy<Settings, Memory>(turn: Turn<Settings, Memory>, event: StrategyEvent, depth = 0): void {
  const { bot, strategy, settings } = turn.context
  if (depth > deepestAnswer) {
    throw new Error(`${strategy.name} answers each refusal with another order: let it wait for the next candle`)
  }
  const { memory, decisions } = strategy.decide(viewOf(turn.state, bot.timeframe), event, settings)
  turn.state = { ...turn.state, memory }
  if (event.kind === 'candle' && event.warming) return
  count(turn, 'decisions', decisions.length)
  const refusals = decisions.flatMap((decision) => carryOut(turn, decision) ?? [])
  for (const refusal of refusals) tellStrategy(turn, refusal, depth + 1)
}
