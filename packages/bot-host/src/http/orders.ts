import { isOpen, orderSides, orderStatuses, orderTypes, positionSides } from '@tradingboost/domain'
import type { HttpServer } from '@tradingboost/service-kit'
import type { Account, OrderStore, StoredOrder } from '@tradingboost/trading-cache'
import { z } from 'zod'

const order = z
  .object({
    clientOrderId: z.string(),
    exchangeOrderId: z.string().optional(),
    botId: z.string(),
    leg: z.string(),
    level: z.int().optional(),
    symbol: z.string(),
    side: z.enum(orderSides),
    positionSide: z.enum(positionSides),
    type: z.enum(orderTypes),
    quantity: z.string(),
    filledQuantity: z.string(),
    price: z.string().optional(),
    triggerPrice: z.string().optional(),
    averagePrice: z.string().optional(),
    reduceOnly: z.boolean(),
    postOnly: z.boolean(),
    status: z.enum(orderStatuses),
    reason: z.string().optional(),
    createdAt: z.int(),
    updatedAt: z.int(),
    revision: z.int(),
  })
  .meta({ id: 'Order' })
const orders = z.object({ orders: z.array(order), quarantined: z.array(z.string()) })
const which = z.object({ status: z.enum(['open', 'all']).default('open') })

/** Serves GET /orders?status=open|all: the bot's orders as Redis holds them, by client order id. */
export function addOrders(server: HttpServer, store: OrderStore, account: Account, botId: string): void {
  server.get(
    '/orders',
    { schema: { tags: ['account'], summary: "The bot's orders.", querystring: which, response: { 200: orders } } },
    async ({ query }) => {
      const { items, quarantined } = await store.listByUser(account)
      const wanted = items.filter(
        (stored) => stored.botId === botId && (query.status === 'all' || isOpen(stored.order.status)),
      )
      return { orders: wanted.map(orderText), quarantined: quarantined.map(({ message }) => message) }
    },
  )
}

function orderText({ order: stored, botId, leg, level }: StoredOrder): z.infer<typeof order> {
  return {
    ...stored,
    botId,
    leg,
    level,
    quantity: stored.quantity.toFixed(),
    filledQuantity: stored.filledQuantity.toFixed(),
    price: stored.price?.toFixed(),
    triggerPrice: stored.triggerPrice?.toFixed(),
    averagePrice: stored.averagePrice?.toFixed(),
  }
}
