import {
  Decimal,
  decimal,
  price,
  quantity,
  zero,
  type Candle,
  type Instrument,
  type OrderSide,
  type Price,
  type Quantity,
} from '@tradingboost/domain'

/** How much a candle fills and at what price; one account's fills never move the market. */
export interface FillModel {
  /** Share of a candle's volume that one account may trade. */
  readonly participation: Decimal
  /** Share that limit orders get at a price which is touched and not traded through: others stood in the queue before. */
  readonly touchParticipation: Decimal
  /** Ticks that orders lose which take. */
  readonly slippageTicks: number
  /**
   * How far an order that takes moves the price against itself: this share of the candle's range, times the square root of the
   * order's share of the candle's volume (the square-root law of market impact).
   */
  readonly impact: Decimal
}

export const defaultFillModel: FillModel = {
  participation: decimal('0.1'),
  touchParticipation: decimal('0.02'),
  slippageTicks: 1,
  impact: decimal('0.5'),
}

/** What is left of a candle's volume for one account. */
export interface VolumeBudget {
  readonly through: Quantity
  readonly touch: Quantity
}

export const noVolume: VolumeBudget = { through: quantity(0), touch: quantity(0) }

export function volumeBudget(model: FillModel, instrument: Instrument, candle: Candle): VolumeBudget {
  const share = (part: Decimal): Quantity =>
    quantity(candle.volume.mul(part).toNearest(instrument.lotSize, Decimal.ROUND_DOWN))
  return {
    through: share(model.participation),
    touch: share(Decimal.min(model.touchParticipation, model.participation)),
  }
}

/** What an order may still trade; a touch is limited by both budgets. */
export function availableVolume(budget: VolumeBudget, contact: 'through' | 'touch'): Decimal {
  return contact === 'through' ? budget.through : Decimal.min(budget.through, budget.touch)
}

export function spendVolume(budget: VolumeBudget, spent: Quantity, contact: 'through' | 'touch'): VolumeBudget {
  return {
    through: quantity(budget.through.minus(spent)),
    touch: contact === 'touch' ? quantity(budget.touch.minus(spent)) : budget.touch,
  }
}

/**
 * The way a candle is walked: open, the extreme that is worse for the exposure (long minus short quantity), the other, close.
 * Without exposure neither extreme is worse: a rising candle is walked low first, a falling one high first.
 */
export function candlePath(candle: Candle, exposure: Decimal): readonly Price[] {
  const lowFirst = exposure.isZero() ? candle.close.gte(candle.open) : exposure.isPositive()
  return lowFirst
    ? [candle.open, candle.low, candle.high, candle.close]
    : [candle.open, candle.high, candle.low, candle.close]
}

/** Price of an order that takes: worse by slippage and impact, on the tick, and above zero. */
export function takingPrice(
  model: FillModel,
  instrument: Instrument,
  taking: { readonly side: OrderSide; readonly at: Price; readonly quantity: Quantity; readonly candle: Candle },
): Price {
  const { tickSize } = instrument
  const { side, at, quantity: taken, candle } = taking
  const share = candle.volume.isZero() ? zero : Decimal.min(taken.div(candle.volume), 1)
  const impact = model.impact.isZero() ? zero : candle.high.minus(candle.low).mul(model.impact).mul(share.sqrt())
  const loss = tickSize.mul(model.slippageTicks).plus(impact)
  return side === 'buy'
    ? price(at.plus(loss).toNearest(tickSize, Decimal.ROUND_UP))
    : price(Decimal.max(at.minus(loss).toNearest(tickSize, Decimal.ROUND_DOWN), tickSize))
}
