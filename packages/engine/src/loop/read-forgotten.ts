import { TradingError } from '@tradingboost/domain'
import type { EngineState } from '../engine-state.ts'
import type { Journal } from '../journal.ts'
import type { EngineStart } from './load-start.ts'

/** The orders that the records show as open and the bot has done with; undefined when the records cannot be read now. */
export async function readForgotten(
  journal: Pick<Journal<unknown>, 'openOrders'>,
  { orders }: Pick<EngineState<unknown>, 'orders'>,
): Promise<EngineStart<unknown>['forgotten'] | undefined> {
  try {
    const { value: recorded } = await journal.openOrders()
    return recorded.filter(({ order }) => !orders.has(order.clientOrderId))
  } catch (error) {
    if (error instanceof TradingError && error.retry !== 'never') return undefined
    throw error
  }
}
