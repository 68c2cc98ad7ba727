import type { BotStatus } from './bot-status.ts'
import type { Candle } from './candle.ts'
import type { EpochMs } from './clock.ts'
import type { Fill } from './fill.ts'
import type { ClientOrderId, FillId } from './ids.ts'
import type { Order } from './order.ts'
import type { Quantity } from './amounts.ts'
import type { Position } from './position.ts'
import type { PositionSide } from './side.ts'

/** What the journal records, in order; switch over `kind`. `leg` is the role of an order in its strategy, such as `entry` or `tp1`. */
export type TradingEvent =
  /** Stored before the order is sent, so that a crash between the two is found. */
  | {
      readonly kind: 'order-intended'
      readonly at: EpochMs
      readonly order: Order
      readonly leg: string
      /** Why the strategy wants it, in a few words. */
      readonly note: string
    }
  /** The strategy wants an order ended, and why. */
  | {
      readonly kind: 'cancel-asked'
      readonly at: EpochMs
      readonly clientOrderId: ClientOrderId
      readonly leg: string
      readonly note: string
    }
  /** An open order is to change, and why. */
  | {
      readonly kind: 'amend-asked'
      readonly at: EpochMs
      readonly clientOrderId: ClientOrderId
      readonly leg: string
      readonly note: string
    }
  | { readonly kind: 'order-updated'; readonly at: EpochMs; readonly order: Order; readonly leg: string }
  /** `order` and `position` are as the fill left them. */
  | {
      readonly kind: 'order-filled'
      readonly at: EpochMs
      readonly fill: Fill
      readonly order: Order
      readonly leg: string
      readonly position: Position
    }
  /** What of the account's position belongs to no order of this bot: of other bots, of people, of nobody. */
  | {
      readonly kind: 'external-changed'
      readonly at: EpochMs
      readonly side: PositionSide
      readonly quantity: Quantity
    }
  /** Somebody else closed a part of what the bot held: a person, another program, or the exchange by a liquidation. */
  | { readonly kind: 'share-lost'; readonly at: EpochMs; readonly side: PositionSide; readonly quantity: Quantity }
  /** Moved by what the exchange says, not by a fill of ours that was seen. */
  | { readonly kind: 'position-changed'; readonly at: EpochMs; readonly position: Position }
  | { readonly kind: 'bot-status-changed'; readonly at: EpochMs; readonly status: BotStatus }
  /** Why an order is not placed that may be expected; recorded when it arises, not as long as it holds. */
  | {
      readonly kind: 'reason-arose'
      readonly at: EpochMs
      /** Absent when it is the whole bot's. */
      readonly leg?: string
      /** Such as `max-notional`. */
      readonly reason: string
      readonly message: string
    }
  /** The strategy threw: the bot opens nothing until it is started, and its protection rests at the exchange. */
  | { readonly kind: 'strategy-failed'; readonly at: EpochMs; readonly message: string; readonly throws: number }
  | { readonly kind: 'candle-closed'; readonly at: EpochMs; readonly candle: Candle; readonly index: number }
  /** Our records were compared with the exchange's; each list is empty when they agreed. */
  | {
      readonly kind: 'reconciled'
      readonly at: EpochMs
      /** Orders whose fate was unknown and that rest at the exchange. */
      readonly adopted: readonly ClientOrderId[]
      /** Orders that we held for open and that never arrived, or ended unseen. */
      readonly ended: readonly ClientOrderId[]
      /** Fills that happened unseen. */
      readonly missedFills: readonly FillId[]
      /** Positions that the exchange holds otherwise than we did, as they now are. */
      readonly correctedPositions: readonly Position[]
    }
