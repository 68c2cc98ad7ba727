import { isFinal, TradingError, type ClientOrderId, type FillId, type Order } from '@tradingboost/domain'
import type { Exchange } from '@tradingboost/exchange'
import type { EngineState } from '../engine-state.ts'
import type { ExchangeBook } from './exchange-book.ts'

export interface BookQuestion {
  readonly exchange: Exchange
  readonly symbol: string
  readonly state: Pick<EngineState<unknown>, 'orders' | 'lastFillId'>
  /** Open in the records and unknown to memory. */
  readonly forgotten: readonly { readonly order: Order; readonly leg: string }[]
}

/**
 * Asks the exchange for everything a bot must agree on. Throws a TradingError `exchange-unavailable` when it cannot be asked.
 */
export async function readExchangeBook({ exchange, symbol, state, forgotten }: BookQuestion): Promise<ExchangeBook> {
  const open = await exchange.openOrders(symbol)
  const orders = new Map(open.map((order) => [order.clientOrderId, order]))
  const missing: ClientOrderId[] = []
  for (const id of state.orders.keys()) {
    if (orders.has(id)) continue
    const order = await exchange.order(id)
    if (order === undefined) missing.push(id)
    else orders.set(id, order)
  }
  const fills = await exchange.fillsAfter(state.lastFillId)
  const positions = await exchange.positions()
  return {
    orders: [...orders.values()],
    missing,
    fills,
    positions,
    fillsFollowMemory: true,
    forgotten: await lookUpForgotten(exchange, forgotten, orders),
  }
}

/** Whether the exchange still knows the last fill that a memory goes back to; if not, the memory is of another account. */
export async function knowsFill(exchange: Exchange, lastFillId: FillId | undefined): Promise<boolean> {
  if (lastFillId === undefined) return true
  try {
    await exchange.fillsAfter(lastFillId)
    return true
  } catch (error) {
    if (error instanceof TradingError && error.code === 'not-found') return false
    throw error
  }
}

const neverArrived = (order: Order): Order => ({
  ...order,
  status: 'expired',
  reason: 'never-arrived',
  revision: order.revision + 1,
})

async function lookUpForgotten(
  exchange: Exchange,
  forgotten: BookQuestion['forgotten'],
  known: ReadonlyMap<ClientOrderId, Order>,
): Promise<ExchangeBook['forgotten']> {
  const ended: { readonly order: Order; readonly leg: string }[] = []
  for (const { order: recorded, leg } of forgotten) {
    if (known.has(recorded.clientOrderId)) continue
    const order = (await exchange.order(recorded.clientOrderId)) ?? neverArrived(recorded)
    if (isFinal(order.status)) ended.push({ order, leg })
  }
  return ended
}
