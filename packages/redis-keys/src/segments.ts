import { clientOrderIdSegment } from './client-order-id-segment.ts'
import { oneOfSegment } from './define/one-of-segment.ts'
import { foreignSegment, patternSegment, textSegment } from './define/text-segment.ts'
import { wholeNumberSegment } from './define/whole-number-segment.ts'
import { symbolSegment } from './symbol-segment.ts'

/** The exchanges and account kinds that keys know. */
export const exchanges = [
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

/** The sides of a position. */
export const positionSides = ['long', 'short'] as const

/** The spans of one candle. */
const timeframes = ['1m', '3m', '5m', '15m', '30m', '1h', '2h', '4h', '6h', '8h', '12h', '1d', '3d', '1w'] as const

const text = textSegment

/** Every parameter name of the system with its one spelling: what `<name>` means in all templates. */
export const segments = {
  userId: text('a non-empty text (never a number, which may have lost digits)', [
    '1001',
    '007',
    '600000000000000001',
    'tg_alice',
    '사용자1',
  ]),
  exchange: oneOfSegment(exchanges),
  symbol: symbolSegment,
  side: oneOfSegment(positionSides),
  timeframe: oneOfSegment(timeframes),
  level: wholeNumberSegment(6, [0, 7, 20]),
  orderId: text('a non-empty text', ['ord-1', '7712', '1735413639885085250']),
  clientOrderId: clientOrderIdSegment,
  botId: text('a non-empty text', ['hyperrsi-1001-okx-XRP-USDT-SWAP', 'grid-1']),
  migrationId: patternSegment('[0-9]{4}(?:-[a-z0-9]+)+', 'four digits and words', ['0003-grid-positions']),
  movedKey: text('a key, percent-encoded as one segment', ['okx:positions:7', 'position:7:A']),

  // Below: what only deprecated and foreign families need.
  numericUserId: patternSegment('[0-9]+', 'digits', ['1001', '007', '600000000000000001']),
  direction: oneOfSegment(['long', 'short', 'long-short']),
  legacyTimeframe: patternSegment('[1-9][0-9]*[mhdwMHDW]?', 'a timeframe such as 5m, 1H or 60', ['5m', '1H', '60']),
  takeProfitLevel: wholeNumberSegment(2, [1, 3]),
  backupTime: patternSegment('[0-9]{8}_[0-9]{6}', 'a time such as 20251015_020001', ['20251015_020001']),
  date: patternSegment('[0-9]{4}-[0-9]{2}-[0-9]{2}', 'a date such as 2025-10-15', ['2025-10-15']),
  alertTime: patternSegment('[0-9]+', 'digits', ['1760490000']),
  statistic: oneOfSegment(['summary', 'trade_amount', 'profit_amount', 'trade_history']),
  statisticScope: foreignSegment('a non-empty text', ['BTC-USDT-SWAP:2025-10-01:2025-10-15', '10:1']),
  ruleId: text('a non-empty text', ['rule-1']),
  presetId: text('a non-empty text', ['preset-1', 'default']),
  webhookToken: text('a non-empty text', ['b1946ac9']),
  errorHash: text('a non-empty text', ['d41d8cd9']),
  taskId: text('a non-empty text', ['972a8469-1641-9f82-8b9d-2434e465e150']),
  candleKey: foreignSegment('a non-empty text', ['BTC-USDT-SWAP:1m']),
  prioritySuffix: patternSegment(String.raw`\u0006\u0016[0-9]`, 'the priority mark of Kombu', ['\u0006\u00163']),
  foreignName: foreignSegment('a non-empty text', ['binding.celery', 'binding.celery.pidbox']),
}
