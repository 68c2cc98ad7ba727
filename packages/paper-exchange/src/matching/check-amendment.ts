import type { Order } from '@tradingboost/domain'
import type { Amendment } from '@tradingboost/exchange'
import type { Rejection } from './check-request.ts'

/** Why an amendment does not fit the order that it changes; undefined when the changed order may be judged as a request. */
export function checkAmendment(order: Order, { quantity, price, triggerPrice }: Amendment): Rejection | undefined {
  const invalid = (message: string): Rejection => ({ reason: 'invalid-order', message })
  if (quantity === undefined && price === undefined && triggerPrice === undefined) {
    return invalid('an amendment changes quantity, price or trigger price: give one of them')
  }
  if (price !== undefined && order.price === undefined) {
    return invalid(`a ${order.type} order has no price to amend: leave the price out`)
  }
  if (triggerPrice !== undefined && order.triggerPrice === undefined) {
    return invalid(`a ${order.type} order has no trigger price to amend: leave the trigger price out`)
  }
  if (quantity !== undefined && quantity.lte(order.filledQuantity)) {
    const filled = order.filledQuantity.toString()
    return invalid(`quantity ${quantity.toString()} is not above the filled ${filled}: cancel the order instead`)
  }
  return undefined
}
