import {
  notional,
  type Decimal,
  type Instrument,
  type Money,
  type PositionSide,
  type Price,
} from '@tradingboost/domain'
import type { Reason, ReasonCode } from '../reasons/reason.ts'
import { ReductionRoom, type Held } from './reduction-room.ts'
import type { StandingOrder } from './standing-order.ts'
import type { WantedOrder, WantedOrders } from './wanted-order.ts'

/** What the bot may have open. */
export interface Allowance {
  readonly instrument: Instrument
  readonly held: Held
  /** Of the bot's positions, long and short added up, in the settle currency. */
  readonly heldNotional: Money
  readonly maxNotional: Money
  readonly maxOpenOrders: number
  readonly priceCollarPercent?: number
  readonly lastPrice: Price | undefined
  readonly standing: readonly StandingOrder[]
  /** Why nothing may open at all; undefined when it may. */
  readonly closedFor: Omit<Reason, 'leg'> | undefined
}

export interface Admission {
  readonly admitted: WantedOrders
  readonly reasons: readonly Reason[]
}

/** The sides that a bot may open in that instrument. */
export const sidesOf = ({ kind }: Instrument): readonly PositionSide[] =>
  kind === 'spot' ? ['long'] : ['long', 'short']

/**
 * Cuts the wanted orders to what the limits, the instrument and the positions allow, first come first served, and says why the
 * others are left out. Reduce-only orders are cut to what is held; no other limit stops them.
 */
export function admitOrders(wanted: WantedOrders, allowance: Allowance): Admission {
  const admitted = new Map<string, WantedOrder>()
  const reasons: Reason[] = []
  const room = new ReductionRoom(allowance.held)
  const reducing = [...wanted.values()].filter(({ reduceOnly }) => reduceOnly).length
  const opening = new OpeningBudget(allowance, allowance.maxOpenOrders - reducing)
  for (const [leg, order] of wanted) {
    const fitting = order.reduceOnly ? { ...order, quantity: room.take(order, order.quantity) } : order
    if (fitting.quantity.isZero()) continue
    const reason = belowMinimum(leg, fitting, allowance) ?? (order.reduceOnly ? undefined : opening.refuse(order))
    if (reason === undefined) admitted.set(leg, fitting)
    else reasons.push({ leg, ...reason })
  }
  return { admitted, reasons }
}

type Refusal = Omit<Reason, 'leg'>

class OpeningBudget {
  readonly #allowance: Allowance
  #slots: number
  #notional: Decimal

  constructor(allowance: Allowance, slots: number) {
    this.#allowance = allowance
    this.#slots = slots
    this.#notional = allowance.heldNotional
  }

  /** Why that order may not be open besides those before it; undefined when it may, and is counted. */
  refuse(order: WantedOrder): Refusal | undefined {
    const { instrument, closedFor, maxNotional, maxOpenOrders, lastPrice } = this.#allowance
    if (closedFor !== undefined) return closedFor
    if (!sidesOf(instrument).includes(order.positionSide)) {
      return refusal('spot-has-no-short', `${instrument.symbol} is spot and has no short side: trade it long`)
    }
    if (this.#slots <= 0) return refusal('no-slots', `${maxOpenOrders} orders may be open: raise the limit or wait`)
    const at = order.price ?? order.triggerPrice ?? lastPrice
    if (at === undefined)
      return refusal('no-price', 'no candle has closed yet, so the order has no worth: wait for one')
    const { priceCollarPercent: collar } = this.#allowance
    if (
      collar !== undefined &&
      lastPrice !== undefined &&
      at.minus(lastPrice).abs().gt(lastPrice.times(collar).div(100))
    ) {
      const sentence = `a price of ${at.toFixed()} is more than ${collar} % from the last of ${lastPrice.toFixed()}`
      return refusal('off-price', `${sentence}: raise the collar or wait`)
    }
    const total = this.#notional.plus(notional(instrument, at, order.quantity))
    if (total.gt(maxNotional)) {
      const sentence = `the notional would be ${total.toFixed(2)} and ${maxNotional.toFixed(2)} is allowed: raise the limit or lower the quantity`
      return refusal('max-notional', sentence)
    }
    this.#notional = total
    this.#slots -= 1
    return undefined
  }
}

function belowMinimum(leg: string, order: WantedOrder, allowance: Allowance): Refusal | undefined {
  const { instrument, standing, lastPrice } = allowance
  // The rest of an order that has filled in part may be as small as it is.
  if (standing.some((other) => other.leg === leg && other.remaining.eq(order.quantity))) return undefined
  if (order.quantity.lt(instrument.minQuantity)) {
    const least = `${instrument.symbol} takes ${instrument.minQuantity.toFixed()} or more`
    return refusal('below-minimum', `a quantity of ${order.quantity.toFixed()} is too small: ${least}`)
  }
  const at = order.price ?? order.triggerPrice ?? lastPrice
  if (order.reduceOnly || at === undefined) return undefined
  const worth = notional(instrument, at, order.quantity)
  if (worth.gte(instrument.minNotional)) return undefined
  const least = `${instrument.symbol} takes ${instrument.minNotional.toFixed()} or more`
  return refusal('below-minimum', `a notional of ${worth.toFixed()} is too small: ${least}`)
}

const refusal = (code: ReasonCode, message: string): Refusal => ({ code, message })
