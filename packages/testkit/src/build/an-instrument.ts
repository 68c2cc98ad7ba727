import type { Instrument } from '@tradingboost/domain'
import { decimal, quantity } from '@tradingboost/domain'
import type { BuilderInput } from './builder-input.ts'

/** OKX's XRP-USDT-SWAP in steps and names, without a smallest notional. */
export function anInstrument(input: BuilderInput<Instrument> = {}): Instrument {
  return {
    exchange: input.exchange ?? 'okx',
    symbol: input.symbol ?? 'XRP-USDT-SWAP',
    kind: input.kind ?? 'swap',
    base: input.base ?? 'XRP',
    quote: input.quote ?? 'USDT',
    settle: input.settle ?? 'USDT',
    tickSize: decimal(input.tickSize ?? '0.0001'),
    lotSize: decimal(input.lotSize ?? '0.01'),
    minQuantity: quantity(input.minQuantity ?? '0.01'),
    minNotional: decimal(input.minNotional ?? 0),
    contractSize: decimal(input.contractSize ?? 100),
  }
}
