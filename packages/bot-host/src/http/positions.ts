import type { HttpServer } from '@tradingboost/service-kit'
import type { Account, PositionStore, StoredPosition } from '@tradingboost/trading-cache'
import { z } from 'zod'

const position = z
  .object({
    symbol: z.string(),
    side: z.enum(['long', 'short']),
    quantity: z.string(),
    averagePrice: z.string().optional(),
    /** Since it was opened, without fees. */
    realizedPnl: z.string().optional(),
    fees: z.string().optional(),
    openedAt: z.int().optional(),
    updatedAt: z.int().optional(),
    revision: z.int(),
  })
  .meta({ id: 'Position' })
const positions = z.object({ positions: z.array(position), quarantined: z.array(z.string()) })

/** Serves GET /positions: the account's open positions as Redis holds them. */
export function addPositions(server: HttpServer, store: PositionStore, account: Account): void {
  server.get(
    '/positions',
    { schema: { tags: ['account'], summary: "The account's open positions.", response: { 200: positions } } },
    async () => {
      const { items, quarantined } = await store.list(account)
      return { positions: items.map(positionText), quarantined: quarantined.map(({ message }) => message) }
    },
  )
}

const positionText = ({ source: _, ...held }: StoredPosition): z.infer<typeof position> => ({
  ...held,
  quantity: held.quantity.toFixed(),
  averagePrice: held.averagePrice?.toFixed(),
  realizedPnl: held.realizedPnl?.toFixed(),
  fees: held.fees?.toFixed(),
})
