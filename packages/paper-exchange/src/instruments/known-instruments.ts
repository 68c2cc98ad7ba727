/** What OKX states for an instrument: steps and sizes as text, in the order tick, lot, contract. */
export interface KnownInstrument {
  readonly tickSize: string
  readonly lotSize: string
  readonly minQuantity: string
  readonly contractSize: string
  /** None when absent. */
  readonly minNotional?: string
  /** The one of the symbol when absent. */
  readonly settle?: string
}

const swap = (tickSize: string, contractSize: string): KnownInstrument => ({
  tickSize,
  lotSize: '0.01',
  minQuantity: '0.01',
  contractSize,
})

const spot = (tickSize: string, lotSize: string, minQuantity: string): KnownInstrument => ({
  tickSize,
  lotSize,
  minQuantity,
  contractSize: '1',
})

/** Common OKX instruments; fields tickSz, lotSz, minSz and ctVal of GET /api/v5/public/instruments. */
export const knownInstruments: Readonly<Record<string, KnownInstrument>> = {
  'BTC-USDT-SWAP': swap('0.1', '0.01'),
  'ETH-USDT-SWAP': swap('0.01', '0.1'),
  'SOL-USDT-SWAP': swap('0.01', '1'),
  'XRP-USDT-SWAP': swap('0.0001', '100'),
  'DOGE-USDT-SWAP': swap('0.00001', '1000'),
  'ADA-USDT-SWAP': swap('0.0001', '100'),
  'BTC-USDT': spot('0.1', '0.00000001', '0.00001'),
  'ETH-USDT': spot('0.01', '0.000001', '0.001'),
  'XRP-USDT': spot('0.0001', '0.000001', '1'),
  'ETH-BTC': spot('0.00001', '0.000001', '0.001'),
}
