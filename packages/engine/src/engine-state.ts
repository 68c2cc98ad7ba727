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
import type { WantedOrders } from './plan/wanted-order.ts'
import type { Pauses } from './plan/pauses.ts'
import { noLosses, type LossGuard } from './risk/loss-guard.ts'
import { noReasons, type Reasons } from './reasons/record-reasons.ts'
import type { Reason } from './reasons/reason.ts'
import type { StrategyFailure } from './strategy-failure.ts'
import { emptyTally, type Tally } from './tally.ts'

/** An order of the bot, from its intent until it has ended and every fill of it has been seen. */
export interface TrackedOrder {
  readonly order: Order
  readonly leg: string
  /** Sum of the fills told to the strategy; trails `order.filledQuantity` while fills are on their way. */
  readonly seenQuantity: Quantity
  /** `asked`: on its way; `unknown`: sent, and no answer came. */
  readonly cancel: 'none' | 'asked' | 'unknown'
  /** The same of a change; `refused`: the exchange cannot amend it, so another order has to replace it. */
  readonly amend: 'none' | 'asked' | 'unknown' | 'refused'
}

/**
 * `degraded`: Redis cannot be written, so nothing that opens is sent; `stopped`: by command, until it is started; `failed`:
 * the strategy threw, and is not asked until it is started.
 */
export type EngineStatus = Extract<BotStatus, 'running' | 'degraded' | 'stopped' | 'failed'>

export type Positions = { readonly [side in PositionSide]?: Position }

/** Everything the engine knows; plain values, replaced and never changed. */
export interface EngineState<Memory> {
  readonly instrument: Instrument
  readonly status: 'running' | 'stopped' | 'failed'
  /** Of the last throw; kept over a new start, to count the same one. */
  readonly failure: StrategyFailure | undefined
  readonly memory: Memory
  /** The strategy's last answer; undefined until it was first asked for orders. */
  readonly wanted: WantedOrders | undefined
  /** Why the strategy wants no more than that. */
  readonly ownReasons: readonly Reason[]
  readonly reasons: Reasons
  /** Legs that the exchange turned away lately. */
  readonly pauses: Pauses
  /** The exchange contradicted what is known, so it must be asked. */
  readonly isInDoubt: boolean
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
  readonly losses: LossGuard
  /** Event time: the latest time that any event carried. */
  readonly now: EpochMs
}

/** The state of a bot that has no past. */
export function initialState<Memory>(instrument: Instrument, memory: Memory): EngineState<Memory> {
  return {
    instrument,
    status: 'running',
    failure: undefined,
    memory,
    wanted: undefined,
    ownReasons: [],
    reasons: noReasons,
    pauses: new Map(),
    isInDoubt: false,
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
    losses: noLosses,
    now: epochMs(0),
  }
}

/** What the bot may do at the moment. */
export function statusOf({ status, journalUp }: Pick<EngineState<unknown>, 'status' | 'journalUp'>): EngineStatus {
  return status === 'running' && !journalUp ? 'degraded' : status
}

/** Whether the fate of an order, of a cancel or of an amendment is open, so that only the exchange knows. */
export function hasUnresolved({ orders, isInDoubt }: Pick<EngineState<unknown>, 'orders' | 'isInDoubt'>): boolean {
  return (
    isInDoubt ||
    [...orders.values()].some(
      ({ order, cancel, amend }) =>
        order.status === 'intended' || order.status === 'submitted' || cancel === 'unknown' || amend === 'unknown',
    )
  )
}
