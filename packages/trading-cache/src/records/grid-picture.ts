import { isOpen, type TradingError } from '@tradingboost/domain'
import type { StoredOrder } from './order-fields.ts'

/** What Redis holds of one grid. */
export interface GridPicture {
  /** Resting orders, lowest price first; `score` is the price as a double, the exact one stands in the order. */
  readonly orders: readonly { readonly clientOrderId: string; readonly score: number }[]
  /** Rung to whether an order rests there. */
  readonly placed: ReadonlyMap<number, boolean>
  readonly index: ReadonlySet<string>
  /** The records of the orders. */
  readonly records: readonly StoredOrder[]
  /** Fields and records that are not what the catalogue says; their bytes stay. */
  readonly quarantined: readonly TradingError[]
}

/** What does not agree in a grid's picture, a sentence each; none when orders, rungs, index and records are in step. */
export function gridProblems({ orders, placed, index, records }: GridPicture): readonly string[] {
  const problems: string[] = []
  const byId = new Map(records.map((record) => [record.order.clientOrderId as string, record]))
  const byPrice = new Map(orders.map(({ clientOrderId, score }) => [clientOrderId, score]))
  for (const id of index) if (!byPrice.has(id)) problems.push(`${id} is in the index and not among the orders by price`)
  for (const { clientOrderId: id, score } of orders) {
    if (!index.has(id)) problems.push(`${id} is among the orders by price and not in the index`)
    const record = byId.get(id)
    if (record === undefined) {
      problems.push(`${id} has no record`)
      continue
    }
    const { order, level } = record
    const price = order.price ?? order.triggerPrice
    if (!isOpen(order.status)) problems.push(`${id} rests in the grid and is ${order.status}`)
    if (price?.toNumber() !== score)
      problems.push(`${id} is ranked at ${score} and priced ${price?.toFixed() ?? 'nowhere'}`)
    if (level === undefined) problems.push(`${id} serves no rung`)
    else if (placed.get(level) !== true) problems.push(`${id} rests at rung ${level}, which is free`)
  }
  const served = new Set(records.filter(({ order }) => isOpen(order.status)).map(({ level }) => level))
  for (const [level, isPlaced] of placed)
    if (isPlaced && !served.has(level)) problems.push(`rung ${level} is taken and no order rests there`)
  return problems
}
