import type { Position } from '@tradingboost/domain'
import { epochMs, money, price, quantity } from '@tradingboost/domain'
import type { BuilderInput } from './builder-input.ts'

/** An open long of 1 at 100 after its first fill. */
export function aPosition(input: BuilderInput<Position> = {}): Position {
  const openedAt = epochMs(input.openedAt ?? Date.UTC(2024, 0, 1))
  return {
    symbol: input.symbol ?? 'XRP-USDT-SWAP',
    side: input.side ?? 'long',
    quantity: quantity(input.quantity ?? 1),
    averagePrice: price(input.averagePrice ?? 100),
    realizedPnl: money(input.realizedPnl ?? 0),
    fees: money(input.fees ?? 0),
    openedAt,
    updatedAt: epochMs(input.updatedAt ?? openedAt),
    revision: input.revision ?? 1,
  }
}
