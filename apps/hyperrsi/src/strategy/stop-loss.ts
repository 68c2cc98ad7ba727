import { priceAway, roundToTick, type Instrument, type PositionSide, type Price } from '@tradingboost/domain'

/** Trigger of the stop-loss: so many percent against the average entry price, rounded towards it: it loses no more than set. */
export function stopLossPrice(
  instrument: Instrument,
  side: PositionSide,
  averagePrice: Price,
  stopLossPercent: number,
): Price {
  const trigger = priceAway(averagePrice, side, -stopLossPercent)
  return roundToTick(instrument, trigger, side === 'long' ? 'up' : 'down')
}
