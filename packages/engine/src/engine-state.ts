import {
  epochMs,
  type BotStatus,
  type Candle,
  type ClientOrderId,
  type EpochMs,
  type FillId,
  type Instrument,
  type Order,
  type Position,
  type PositionSide,
  type Quantity,
} from '@tradingboost/domain'
import { emptyTally, type Tally } from './tally.ts'

/** An order of the bot, from its intent until it has ended and every fill of it has been seen. */
export interface TrackedOrder {
  readonly order: Order
  readonly leg: string
  /** Sum of the fills told to the strategy; trails `order.filledQuantity` while fills are on their way. */
  readonly seenQuantity: Quantity
  /** `asked`: on its way; `unknown`: sent, and no answer came. */
  readonly cancel: 'none' | 'asked' | 'unknown'
}

/** `degraded`: Redis cannot be written, so nothing that opens is sent; `stopped`: by command, until it is started. */
export type EngineStatus = Extract<BotStatus, 'running' | 'degraded' | 'stopped'>

export type Positions = { readonly [side in PositionSide]?: Position }

/** Everything the engine knows; plain values, replaced and never changed. */
export interface EngineState<Memory> {
  readonly instrument: Instrument
  readonly status: 'running' | 'stopped'
  readonly memory: Memory
  /** Of the last client order id; only grows. */
  readonly sequence: number
  readonly orders: ReadonlyMap<ClientOrderId, TrackedOrder>
  /** The account's positions in the symbol as the exchange states them, closed ones included. */
  readonly book: Positions
  /** The bot's part of them, from its own fills, closed ones included. */
  readonly share: Positions
  readonly lastFillId: FillId | undefined
  /** Fills seen lately, to tell a repeated one. */
  readonly recentFillIds: readonly FillId[]
  /** The last candle that the strategy was given. */
  readonly lastCandle: Candle | undefined
  /** The newest candle of the history, kept back: the market may yet deliver it to be decided on. */
  readonly heldCandle: Candle | undefined
  /** False while Redis cannot be written: nothing that opens is sent. */
  readonly journalUp: boolean
  readonly tally: Tally
  /** Event time: the latest time that any event carried. */
  readonly now: EpochMs
}

/** The state of a bot that has no past. */
export function initialState<Memory>(instrument: Instrument, memory: Memory): EngineState<Memory> {
  return {
    instrument,
    status: 'running',
    memory,
    sequence: 0,
    orders: new Map(),
    book: {},
    share: {},
    lastFillId: undefined,
    recentFillIds: [],
    lastCandle: undefined,
    heldCandle: undefined,
    journalUp: true,
    tally: emptyTally,
    now: epochMs(0),
  }
}

/** What the bot may do at the moment. */
export function statusOf({ status, journalUp }: Pick<EngineState<unknown>, 'status' | 'journalUp'>): EngineStatus {
  return status === 'running' && !journalUp ? 'degraded' : status
}

/** Whether the fate of an order or of a cancel is open, so that only the exchange can tell. */
export function hasUnresolved({ orders }: Pick<EngineState<unknown>, 'orders'>): boolean {
  return [...orders.values()].some(
    ({ order, cancel }) => order.status === 'intended' || order.status === 'submitted' || cancel === 'unknown',
  )
}
