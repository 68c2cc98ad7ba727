import { closingSide, quantity, zero, type Position, type Quantity } from '@tradingboost/domain'
import type { Decision, OpenOrder, StrategyView } from '@tradingboost/engine'
import type { HyperRsiSettings } from './settings.ts'
import { stopLossPrice } from './stop-loss.ts'
import { takeProfitLadder, type TakeProfit } from './take-profit-ladder.ts'

const isTakeProfit = ({ leg }: OpenOrder): boolean => leg.startsWith('tp')
const isStopLoss = ({ leg }: OpenOrder): boolean => leg === 'sl'

/** What guards a position at the exchange: take-profits and stop-loss. */
export const isProtection = (open: OpenOrder): boolean => isTakeProfit(open) || isStopLoss(open)

/** The whole protection anew, for a position that has grown: the new stop-loss stands before the old one goes. */
export function protectAnew(
  view: StrategyView<unknown>,
  position: Position,
  settings: HyperRsiSettings,
): readonly Decision[] {
  const old = view.openOrders.filter((open) => isProtection(open) && !open.canceling)
  const takeProfits = takeProfitLadder({
    instrument: view.instrument,
    side: position.side,
    quantity: position.quantity,
    averagePrice: position.averagePrice,
    takeProfits: settings.takeProfits,
  })
  return [
    placeStopLoss(view, position, settings),
    ...old.map((open) => cancel(open, 'the position has grown')),
    ...takeProfits.map((takeProfit) => placeTakeProfit(position, takeProfit)),
  ]
}

/** What of the protection is missing, after an order was rejected or canceled or never arrived. */
export function mendProtection(
  view: StrategyView<unknown>,
  position: Position,
  settings: HyperRsiSettings,
): readonly Decision[] {
  const standing = view.openOrders.filter(({ canceling }) => !canceling)
  const stopped = remaining(standing.filter(isStopLoss))
  const covered = remaining(standing.filter(isTakeProfit))
  const missing = quantity(position.quantity.minus(covered))
  return [
    ...(stopped.lt(position.quantity) ? [placeStopLoss(view, position, settings)] : []),
    ...(missing.gt(0) ? lastTakeProfit(view, position, missing, settings) : []),
  ]
}

/** What has lost its own take-profit waits at the last one. */
function lastTakeProfit(
  view: StrategyView<unknown>,
  position: Position,
  missing: Quantity,
  settings: HyperRsiSettings,
): readonly Decision[] {
  const takeProfits = settings.takeProfits.slice(-1)
  const { instrument } = view
  const { side, averagePrice } = position
  const [last] = takeProfitLadder({ instrument, side, quantity: missing, averagePrice, takeProfits })
  if (last === undefined) return []
  return [placeTakeProfit(position, { ...last, leg: `tp${String(settings.takeProfits.length)}` })]
}

function placeStopLoss(view: StrategyView<unknown>, position: Position, settings: HyperRsiSettings): Decision {
  return {
    kind: 'place',
    leg: 'sl',
    side: closingSide(position.side),
    positionSide: position.side,
    type: 'stop-market',
    quantity: position.quantity,
    triggerPrice: stopLossPrice(view.instrument, position.side, position.averagePrice, settings.stopLossPercent),
    reduceOnly: true,
    postOnly: false,
    note: 'stops the loss of the whole position',
  }
}

function placeTakeProfit(position: Position, { leg, price, quantity: size }: TakeProfit): Decision {
  return {
    kind: 'place',
    leg,
    side: closingSide(position.side),
    positionSide: position.side,
    type: 'limit',
    quantity: size,
    price,
    reduceOnly: true,
    postOnly: false,
    note: 'takes profit of a part',
  }
}

/** Asks for the end of an order. */
export const cancel = ({ order }: OpenOrder, note: string): Decision => ({
  kind: 'cancel',
  clientOrderId: order.clientOrderId,
  note,
})

const remaining = (open: readonly OpenOrder[]): Quantity =>
  quantity(open.reduce((sum, { order }) => sum.plus(order.quantity).minus(order.filledQuantity), zero))
