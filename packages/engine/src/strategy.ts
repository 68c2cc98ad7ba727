import type {
  Candle,
  Fill,
  Instrument,
  Money,
  Order,
  Position,
  PositionSide,
  Quantity,
  Timeframe,
} from '@tradingboost/domain'
import type { z } from 'zod'
import type { EngineStatus } from './engine-state.ts'
import type { WantedOrders } from './plan/wanted-order.ts'
import type { Reason } from './reasons/reason.ts'

/** What a strategy may look at: its own memory, what has filled, and how far it may go. */
export interface StrategyView<Memory> {
  readonly memory: Memory
  readonly instrument: Instrument
  /** Of the candles. */
  readonly timeframe: Timeframe
  /** Only a `running` bot opens. A `stopped` strategy wants no entries; what it holds stays protected in any status. */
  readonly status: EngineStatus
  /** The bot's own share of the account's positions, from its own fills; open ones only. */
  readonly positions: { readonly [side in PositionSide]?: Position }
  readonly lastCandle: Candle | undefined
  /** The sides that may be opened: a spot instrument has no short. */
  readonly sides: readonly PositionSide[]
  /** What all wanted orders that open may take together; what is wanted beyond it is left out. */
  readonly room: {
    /** Orders, protection not counted. */
    readonly orderSlots: number
    /** Settle currency; what is held is taken off. */
    readonly notional: Money
  }
}

/** What happens to a strategy. `warming` candles are past: they feed indicators and never lead to orders. */
export type StrategyEvent =
  | { readonly kind: 'candle'; readonly candle: Candle; readonly warming: boolean }
  /** A part of an order has filled; the positions of the view include it. `order` is absent when only the fill is known. */
  | { readonly kind: 'fill'; readonly fill: Fill; readonly order: Order | undefined; readonly leg: string }
  /** Rejected, canceled or expired: it will not fill any more. The engine places it again, later, as long as it is wanted. */
  | { readonly kind: 'order-ended'; readonly order: Order; readonly leg: string }
  /** Somebody else closed a part of the position: a person, another program, or the exchange by a liquidation. */
  | { readonly kind: 'position-lost'; readonly side: PositionSide; readonly quantity: Quantity }
  /** After a start or a restart, warming done: positions are as the exchange has them. */
  | { readonly kind: 'started' }
  /** By command, or after a restart of a stopped bot: nothing more opens, and what is held stays protected. */
  | { readonly kind: 'stopped' }

/** What a strategy answers: its memory from now on, the orders that should be open, and why others are not. */
export interface StrategyAnswer<Memory> {
  readonly memory: Memory
  readonly wanted: WantedOrders
  readonly reasons: readonly Reason[]
}

/**
 * Decides and never acts: a pure function of view, event and settings. The same memory, positions and candle must lead to the
 * same wanted orders, whatever became of orders in between, so that a restart goes on where it was.
 */
export interface Strategy<Settings, Memory> {
  readonly name: string
  /** Reads the memory back from the JSON that a restart finds. */
  readonly memorySchema: z.ZodType<Memory>
  initialMemory(settings: Settings, instrument: Instrument): Memory
  decide(view: StrategyView<Memory>, event: StrategyEvent, settings: Settings): StrategyAnswer<Memory>
}
