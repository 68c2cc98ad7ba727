import type { Fill } from '@tradingboost/domain'
import {
  clientOrderId,
  epochMs,
  exchangeOrderId,
  fillId,
  money,
  openingSide,
  price,
  quantity,
} from '@tradingboost/domain'
import type { BuilderInput } from './builder-input.ts'

/** A maker's fill that buys 1 at 100 long, without a fee. */
export function aFill(input: BuilderInput<Fill> = {}): Fill {
  const positionSide = input.positionSide ?? 'long'
  return {
    fillId: fillId(input.fillId ?? '1'),
    clientOrderId: clientOrderId(input.clientOrderId ?? 'test-00000001-entry'),
    exchangeOrderId: exchangeOrderId(input.exchangeOrderId ?? '1'),
    symbol: input.symbol ?? 'XRP-USDT-SWAP',
    side: input.side ?? openingSide(positionSide),
    positionSide,
    price: price(input.price ?? 100),
    quantity: quantity(input.quantity ?? 1),
    fee: money(input.fee ?? 0),
    liquidity: input.liquidity ?? 'maker',
    filledAt: epochMs(input.filledAt ?? Date.UTC(2024, 0, 1)),
  }
}
