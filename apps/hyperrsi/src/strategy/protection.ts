import {
  closingSide,
  quantity,
  quantityLeft,
  type Instrument,
  type Position,
  type Quantity,
} from '@tradingboost/domain'
import type { WantedOrder } from '@tradingboost/engine'
import { takeOff, type PositionMemory } from './position-memory.ts'
import type { HyperRsiSettings } from './settings.ts'
import { stopLossPrice } from './stop-loss.ts'
import { takeProfitLadder, type TakeProfit } from './take-profit-ladder.ts'

/** What guards a position at the exchange, by leg: the stop-loss of the whole, then the take-profits, nearest first. */
export function protection(
  instrument: Instrument,
  position: Position,
  used: PositionMemory,
  settings: HyperRsiSettings,
): readonly (readonly [string, WantedOrder])[] {
  return [
    ['sl', stopLoss(instrument, position, settings)],
    ...openTakeProfits(instrument, position, used, settings).map(
      (part) => [part.leg, takeProfit(position, part)] as const,
    ),
  ]
}

/**
 * The take-profits that have not filled: the ladder over all that was entered, less what each has taken. What somebody else
 * closed is taken off the farthest; what has no take-profit of its own waits at the last one. They cover what is held.
 */
export function openTakeProfits(
  instrument: Instrument,
  { side, averagePrice, quantity: held }: Position,
  { entered, taken }: PositionMemory,
  { takeProfits }: HyperRsiSettings,
): readonly TakeProfit[] {
  const ladder = takeProfitLadder({ instrument, side, quantity: entered, averagePrice, takeProfits })
  let left = held
  const open = ladder.map((rung) => {
    const [part, rest] = takeOff(left, quantityLeft(rung.quantity, taken[rung.leg] ?? quantity(0)))
    left = rest
    return part
  })
  const covered = open.map((part, at) => (at === open.length - 1 ? quantity(part.plus(left)) : part))
  const parts = mergeSmall(instrument.minQuantity, covered)
  return ladder.flatMap((rung, at) => {
    const part = parts[at]
    return part === undefined || part.isZero() ? [] : [{ ...rung, quantity: part }]
  })
}

/** A part below the exchange's minimum goes to the next one, a last part to the one before. */
function mergeSmall(least: Quantity, parts: readonly Quantity[]): readonly Quantity[] {
  const merged = [...parts]
  for (let at = 0; at < merged.length - 1; at += 1) moveIfSmall(merged, at, at + 1, least)
  const last = merged.length - 1
  const before = merged.findLastIndex((part, at) => at < last && part.gt(0))
  if (before >= 0) moveIfSmall(merged, last, before, least)
  return merged
}

function moveIfSmall(parts: Quantity[], from: number, to: number, least: Quantity): void {
  const [part, other] = [parts[from], parts[to]]
  if (part === undefined || other === undefined || part.gte(least)) return
  parts[from] = quantity(0)
  parts[to] = quantity(other.plus(part))
}

const stopLoss = (
  instrument: Instrument,
  { side, averagePrice, quantity: held }: Position,
  { stopLossPercent }: HyperRsiSettings,
): WantedOrder => ({
  side: closingSide(side),
  positionSide: side,
  type: 'stop-market',
  quantity: held,
  triggerPrice: stopLossPrice(instrument, side, averagePrice, stopLossPercent),
  reduceOnly: true,
  postOnly: false,
  why: 'stops the loss of the whole position',
})

const takeProfit = ({ side }: Position, { price, quantity: size }: TakeProfit): WantedOrder => ({
  side: closingSide(side),
  positionSide: side,
  type: 'limit',
  quantity: size,
  price,
  reduceOnly: true,
  postOnly: false,
  why: 'takes profit of a part',
})
