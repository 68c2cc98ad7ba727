import { epochMs, money, price, quantity, type Position, type PositionSide } from '@tradingboost/domain'

/** An open position of 1.5 at 0.5231; the revision also moves its time. */
export function samplePosition(
  revision: number,
  input: { readonly quantity?: string; readonly side?: PositionSide; readonly symbol?: string } = {},
): Position {
  return {
    symbol: input.symbol ?? 'XRP-USDT-SWAP',
    side: input.side ?? 'long',
    quantity: quantity(input.quantity ?? '1.5'),
    averagePrice: price('0.12345678901234567'),
    realizedPnl: money('-0.0078'),
    fees: money('0.00000001'),
    openedAt: epochMs(1_760_486_400_123),
    updatedAt: epochMs(1_760_486_400_123 + revision),
    revision,
  }
}
