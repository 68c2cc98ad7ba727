import { TradingError } from '@tradingboost/domain'
import type { StoredOrder } from '../records/order-fields.ts'
import { planOrder } from './plan-order.ts'
import type { ScriptPlan } from './script-plan.ts'

/** An order of a rung, and whether an order rests at that rung once it is written. */
export interface GridChange {
  readonly level: number
  readonly order: StoredOrder
  readonly placed: boolean
}

/** What `gridLua` calls a change. Throws a TradingError `value-not-storable` for an order without a price. */
export function planGridOrder(plan: ScriptPlan, stored: StoredOrder): object {
  const price = stored.order.price ?? stored.order.triggerPrice
  if (price === undefined) {
    throw new TradingError(
      'value-not-storable',
      `grid order ${stored.order.clientOrderId} has no price: a rung holds priced orders, save it by the order store`,
      {
        retry: 'never',
        details: { clientOrderId: stored.order.clientOrderId },
      },
    )
  }
  return { ...planOrder(plan, stored), score: price.toFixed() }
}
