import type { TradingEvent } from '@tradingboost/domain'
import type { BotIdentity } from '../bot-identity.ts'
import type { Command } from '../command.ts'
import type { EngineState } from '../engine-state.ts'
import type { RiskLimits } from '../risk/risk-limits.ts'
import type { Tally } from '../tally.ts'
import type { Strategy } from '../strategy.ts'

/** What stays the same as long as a bot runs. */
export interface EngineContext<Settings, Memory> {
  readonly bot: BotIdentity
  readonly strategy: Strategy<Settings, Memory>
  readonly settings: Settings
  readonly limits: RiskLimits
}

/** One step under way: the parts of a step move its state on and collect what came of it. Never leaves the step. */
export interface Turn<Settings, Memory> {
  readonly context: EngineContext<Settings, Memory>
  state: EngineState<Memory>
  readonly commands: Command[]
  readonly events: TradingEvent[]
}

/** Any turn, for parts that do not look into memory or settings. */
export function count<Settings, Memory>(
  turn: Turn<Settings, Memory>,
  what: keyof { [Name in keyof Tally as Tally[Name] extends number ? Name : never]: true },
  by = 1,
): void {
  const { tally } = turn.state
  turn.state = { ...turn.state, tally: { ...tally, [what]: tally[what] + by } }
}
