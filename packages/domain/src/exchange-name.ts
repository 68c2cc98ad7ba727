/** The exchanges and account kinds that keys and adapters know. */
export const exchangeNames = [
  'okx',
  'okx_spot',
  'binance',
  'binance_spot',
  'bitget',
  'bitget_spot',
  'bybit',
  'bybit_spot',
  'upbit',
] as const

export type ExchangeName = (typeof exchangeNames)[number]
