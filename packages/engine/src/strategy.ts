import type { Candle, Fill, Instrument, Order, Position, PositionSide, Timeframe } from '@tradingboost/domain'
import type { z } from 'zod'
import type { Decision } from './decision.ts'
import type { EngineStatus } from './engine-state.ts'

/** An order of the bot that may still fill, as far as its fills have been told to the strategy. */
export interface OpenOrder {
  readonly order: Order
  readonly leg: string
  /** A cancel is on its way: it need not be asked for again. */
  readonly canceling: boolean
}

/** What a strategy may look at: its own memory, its orders on their way or at rest, and what has filled. */
export interface StrategyView<Memory> {
  readonly memory: Memory
  readonly instrument: Instrument
  /** Of the candles. */
  readonly timeframe: Timeframe
  /**
   * Only a `running` bot may open: otherwise whatever is not reduce-only is refused, so a strategy does not ask for it. It
   * protects what it holds in any status, and gives up entries that rest once it is `stopped`.
   */
  readonly status: EngineStatus
  /** Orders of this bot that rest or are on their way. */
  readonly openOrders: readonly OpenOrder[]
  /** The bot's own share of the account's positions, from its own fills; open ones only. */
  readonly positions: { readonly [side in PositionSide]?: Position }
  readonly lastCandle: Candle | undefined
}

/** What happens to a strategy. `warming` candles are past: they feed indicators and never lead to orders. */
export type StrategyEvent =
  | { readonly kind: 'candle'; readonly candle: Candle; readonly warming: boolean }
  | { readonly kind: 'fill'; readonly fill: Fill; readonly order: Order; readonly leg: string }
  /**
   * Rejected, refused, canceled or expired: it will not fill any more. Never answer with the same order again: it may
   * end the same way at once; wait for the next candle.
   */
  | { readonly kind: 'order-ended'; readonly order: Order; readonly leg: string }
  /** After a start or a restart, warming done: open orders and positions are as the exchange has them. */
  | { readonly kind: 'started' }
  /** By command, or after a restart of a stopped bot: nothing more opens, and what is held stays protected. */
  | { readonly kind: 'stopped' }

/** What a strategy answers: its memory from now on, and what it wants done. */
export interface StrategyAnswer<Memory> {
  readonly memory: Memory
  readonly decisions: readonly Decision[]
}

/** Decides and never acts: a pure function of view, event and settings. */
export interface Strategy<Settings, Memory> {
  readonly name: 'hyperrsi' | 'grid'
  /** Reads the memory back from the JSON that a restart finds. */
  readonly memorySchema: z.ZodType<Memory>
  initialMemory(settings: Settings, instrument: Instrument): Memory
  decide(view: StrategyView<Memory>, event: StrategyEvent, settings: Settings): StrategyAnswer<Memory>
}
