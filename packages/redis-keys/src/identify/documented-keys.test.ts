import { describe, expect, it } from 'vitest'
import { describeDifferences } from './describe-differences.ts'
import type { RedisType } from '../define/redis-key.ts'
import { identify } from './identify.ts'

/** Keys as the original's code and documents spell them, each with its type and the family that names it. */
const documented: readonly (readonly [key: string, type: RedisType, family: string])[] = [
  ['position:123:okx:BTC-USDT-SWAP:long', 'string', 'positionCache'],
  ['position:1003:SOL-USDT-SWAP', 'string', 'legacyPositionCache'],
  ['position:1001:BTC/USD:BTC-250328', 'string', 'legacyPositionCache'],
  ['position:사용자1:BTC-USDT-SWAP', 'string', 'legacyPositionCache'],
  ['positions:1234:okx:XRP-USDT-SWAP:long', 'hash', 'position'],
  ['positions:1234:bitget:BTC/USDT:USDT:short', 'hash', 'position'],
  ['positions:index:okx:okx', 'set', 'positionIndex'],
  ['positions:realtime:okx:okx:BTC-USDT-SWAP:long', 'hash', 'positionRealtime'],
  ['positions:realtime:okx:BTC-USDT-SWAP:long', 'hash', 'position'],
  ['user:7:position:BTC/USDT:USDT:long', 'hash', 'hyperrsiPosition'],
  ['user:7:position:BTC/USDT:USDT:long', 'string', 'legacyUserPosition'],
  ['user:7:position:BTC-USDT-SWAP:position_state', 'string', 'positionState'],
  ['user:7:position:BTC-USDT-SWAP:long:tp_data', 'string', 'takeProfitPrices'],
  ['user:7:position:BTC-USDT-SWAP:long:get_tp1', 'string', 'takeProfitHit'],
  ['user:7:position:summary', 'hash', 'positionSummary'],
  ['user:7:pnl:BTC/USDT:USDT:7712:tp1', 'hash', 'orderPnl'],
  ['okx:positions:1234', 'string', 'exchangePositions'],
  ['okx:positions:2121', 'list', 'exchangePositionsList'],
  ['bybit:positions:2301:BTC/USDT:USDT', 'string', 'exchangeSymbolPositions'],
  ['backup:okx:positions:1234:20251015_020001', 'string', 'positionsBackup'],
  ['okx:user:1234', 'hash', 'exchangeUser'],
  ['okx:user:1234:key', 'hash', 'exchangeUserCopy'],
  ['okx:user:1234:XRP-USDT-SWAP', 'hash', 'gridSymbolOrders'],
  ['okx:user:1234:symbol:XRP-USDT-SWAP', 'hash', 'gridSymbolState'],
  ['okx:user:1234:symbol:XRP-USDT-SWAP', 'zset', 'gridSymbolVolume'],
  ['okx:user:1234:symbol:A/B:order_placed', 'hash', 'legacyOrderPlaced'],
  ['okx:user:1234:symbol:XRP-USDT-SWAP:active_grid', 'hash', 'legacyActiveGrid'],
  ['okx:user:1234:symbol:XRP-USDT-SWAP:active_grid:20', 'hash', 'activeGridLevel'],
  ['orders:1234', 'hash', 'gridUserOrders'],
  ['orders:a7f36ae9-25c7-3c44-3e75-c3b4664fa663', 'hash', 'order'],
  ['orders:open:okx:BTC-USDT-SWAP', 'set', 'openOrders'],
  ['orders:open:123:okx', 'set', 'trackedOpenOrders'],
  ['orders:open:okx:okx', 'set', 'trackedOpenOrders'],
  ['orders:user:123:okx', 'set', 'userOrders'],
  ['orders:okx:user:1:symbol:BTC-USDT-SWAP:orders', 'zset', 'gridOrders'],
  ['monitor:user:6463:BTC-USDT-SWAP:order:7712', 'hash', 'monitoredOrder'],
  ['conditional_rules:index:7', 'set', 'conditionalRuleIndex'],
  ['conditional_rules:index:7', 'hash', 'conditionalRule'],
  ['price:BTC/USDT:USDT', 'string', 'legacyPrice'],
  ['price:okx:BTC-USDT-SWAP', 'string', 'price'],
  ['okx:BTC-USDT-SWAP:1d', 'list', 'exchangeCandles'],
  ['okx:BTC-USDT-SWAP:long-short', 'list', 'gridResults'],
  ['okx:BTC/USDT:USDT:1h:last_update', 'string', 'exchangeCandlesUpdate'],
  ['okx:summary:long', 'list', 'gridSummary'],
  ['candles_with_indicators:BTC-USDT-SWAP:1H', 'list', 'candlesWithIndicators'],
  ['lock:user:7:BTC-USDT-SWAP:15m', 'string', 'userLock'],
  ['telegram:logs:by_okx_uid:7', 'zset', 'telegramLogsOfOkxUid'],
  ['stats:trade_history:7:10:1', 'string', 'cachedStatisticPart'],
  ['celery', 'list', 'celeryQueue'],
  ['celery\u0006\u00163', 'list', 'celeryPriorityQueue'],
  ['celery-task-meta-972a8469-1641-9f82-8b9d-2434e465e150', 'string', 'celeryResult'],
  ['_kombu.binding.celery.pidbox', 'set', 'kombuBinding'],
]

describe('identify', () => {
  it.each(documented)('names %s (%s) as %s', (key, type, family) => {
    const identified = identify(key, undefined, { type })
    expect(identified.kind === 'one' && identified.family.name).toBe(family)
  })

  it.each([
    ['', []],
    [':', []],
    ['nothing we know', []],
    [
      'position:1',
      [
        'positionCache: it ends where <exchange> belongs',
        'netPositionCache: it ends where <exchange> belongs',
        'legacyPositionCache: it ends where <symbol> belongs',
      ],
    ],
    ['postions:1:okx:BTC-USDT-SWAP:long', ['position: "positions" belongs where "postions" stands']],
    ['positions:1:okx:BTC-USDT-SWAP:buy', ['position: <side> is one of long, short, not "buy"']],
    ['positions:1:okx:btc-usdt:long', ['position: <symbol> spells "btc-usdt" where build writes "%62tc-usdt"']],
    ['positions:1:okx:BTC-USDT-SWAP:long:x', ['position: nothing belongs where "x" stands']],
    [
      'okx:user:1:symbol:XRP:order_placed_index',
      ['legacyOrderPlaced: "order_placed" belongs where "order_placed_index" stands'],
    ],
  ])('says of %j, which no family makes, which is nearest and why', (key, expected) => {
    const identified = identify(key)
    const nearest = identified.kind === 'unknown' ? identified.nearest : undefined
    expect(
      nearest
        ?.slice(0, expected.length)
        .map(({ family, reasons }) => `${family.name}: ${describeDifferences(reasons)}`),
    ).toEqual(expected)
  })
})
