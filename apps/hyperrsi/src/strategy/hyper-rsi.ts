import {
  assertNever,
  decimal,
  openingSide,
  quantityBought,
  quantityLeft,
  type Candle,
  type Position,
} from '@tradingboost/domain'
import type { Reason, Strategy, StrategyEvent, StrategyView, WantedOrder, WantedOrders } from '@tradingboost/engine'
import { createRsi } from '@tradingboost/indicators'
import { entrySignal } from './entry-signal.ts'
import { hyperRsiMemory, noMemory, type HyperRsiMemory, type IdleReason } from './hyper-rsi-memory.ts'
import { afterFill, agreeWith } from './position-memory.ts'
import { protection } from './protection.ts'
import type { HyperRsiSettings } from './settings.ts'
import { addToTrend } from './trend-candles.ts'
import { isTrendWarm, trendAllows, trendLookback, trendState } from './trend-state.ts'

/**
 * Closes that the RSI is computed from: a fixed window, so that a restart decides as the bot would have. Wilder's smoothing
 * forgets what is older: at length 14, less than a millionth of a change 186 candles ago is left.
 */
const rsiWindow = 200

type View = StrategyView<HyperRsiMemory>

/** Closed candles that the strategy needs before all of it is warm, at that timeframe of its candles. */
export const hyperRsiHistory = 1_000

/**
 * HYPERRSI: enters by market when the RSI leaves a zone and the trend allows it, takes profit on a ladder and stops the loss
 * of the whole position. One position at a time; what of an entry has not filled by the next candle is given up.
 */
export const hyperRsi: Strategy<HyperRsiSettings, HyperRsiMemory> = {
  name: 'hyperrsi',
  memorySchema: hyperRsiMemory,
  initialMemory: () => noMemory,
  decide(view, event, settings) {
    const memory = remember(view, event, settings)
    return { memory, wanted: wantedOrders(view, memory, settings), reasons: reasonsOf(memory) }
  },
}

function remember(view: View, event: StrategyEvent, settings: HyperRsiSettings): HyperRsiMemory {
  const { memory } = view
  switch (event.kind) {
    case 'candle': {
      const seen = observe(memory, event.candle, view, settings)
      return event.warming ? seen : onCandle(view, memory.cooldown, rest(view, seen, settings), event.candle, settings)
    }
    case 'fill':
      return rest(view, onFill(memory, event), settings)
    case 'order-ended': {
      // What never arrived is still wanted; what was turned away is not.
      const isGivenUp = event.leg === 'entry' && event.order.reason !== 'never-arrived'
      return isGivenUp ? { ...memory, entry: null } : memory
    }
    case 'stopped':
      return { ...rest(view, memory, settings), entry: null }
    case 'started':
    case 'position-lost':
      return rest(view, memory, settings)
    default:
      return assertNever(event)
  }
}

function observe(
  memory: HyperRsiMemory,
  candle: Candle,
  { timeframe }: View,
  { trendTimeframe }: HyperRsiSettings,
): HyperRsiMemory {
  return {
    ...memory,
    closes: [...memory.closes, candle.close.toNumber()].slice(-rsiWindow),
    trend: addToTrend(memory.trend, candle, { candle: timeframe, trend: trendTimeframe }, trendLookback),
    cooldown: Math.max(memory.cooldown - 1, 0),
    entry: null,
  }
}

/** Lets memory agree with what is held; a position that has closed leaves the bot to cool down. */
function rest(view: View, memory: HyperRsiMemory, { cooldownCandles }: HyperRsiSettings): HyperRsiMemory {
  const position = agreeWith(memory.position, heldPosition(view))
  const hasClosed = memory.position !== null && position === null
  return { ...memory, position, ...(hasClosed ? { entry: null, cooldown: cooldownCandles } : {}) }
}

function onFill(memory: HyperRsiMemory, { leg, fill }: Extract<StrategyEvent, { kind: 'fill' }>): HyperRsiMemory {
  const { entry } = memory
  return {
    ...memory,
    position: afterFill(memory.position, leg, fill),
    entry: leg === 'entry' && entry !== null ? { ...entry, rest: quantityLeft(entry.rest, fill.quantity) } : entry,
  }
}

function onCandle(
  view: View,
  cooldown: number,
  memory: HyperRsiMemory,
  candle: Candle,
  settings: HyperRsiSettings,
): HyperRsiMemory {
  if (view.status === 'stopped' || memory.position !== null) return { ...memory, idle: null }
  const rsi = lastTwoRsi(memory.closes, settings.rsiLength)
  if (rsi.before === undefined || (settings.useTrendGate && !isTrendWarm(memory.trend.closes))) {
    return { ...memory, idle: 'warming' }
  }
  const side = entrySignal(rsi, settings)
  if (side === undefined || (settings.direction !== 'both' && settings.direction !== side)) {
    return { ...memory, idle: null }
  }
  const idle = whyIdle(view, side, cooldown, memory, settings)
  if (idle !== undefined) return { ...memory, idle }
  const worth = decimal(settings.investment).times(settings.leverage)
  const rest = quantityBought(view.instrument, candle.close, worth)
  return { ...memory, idle: null, entry: { side, rest, candleAt: candle.openAt } }
}

function whyIdle(
  { sides, status }: View,
  side: 'long' | 'short',
  cooldown: number,
  { trend }: HyperRsiMemory,
  { useTrendGate }: HyperRsiSettings,
): IdleReason | undefined {
  if (!sides.includes(side)) return 'spot-has-no-short'
  if (cooldown > 0) return 'cooldown'
  if (status !== 'running') return 'redis-down'
  return useTrendGate && !trendAllows(side, trendState(trend.closes)) ? 'gate-trend' : undefined
}

const sentences: Readonly<Record<IdleReason, string>> = {
  warming: 'too few candles have closed for the indicators: wait',
  cooldown: 'a signal came while the bot cools down after a position: wait for the next one',
  'gate-trend': 'a signal came against a strong trend: wait for the next one, or set useTrendGate to false',
  'spot-has-no-short': 'a signal to sell short came and a spot instrument has no short side: trade it long',
  'redis-down': 'a signal came while Redis cannot be written: nothing that opens is sent until it is back',
}

const reasonsOf = ({ idle }: HyperRsiMemory): readonly Reason[] =>
  idle === null ? [] : [{ code: idle, leg: 'entry', message: sentences[idle] }]

function wantedOrders(view: View, { position: used, entry }: HyperRsiMemory, settings: HyperRsiSettings): WantedOrders {
  const position = heldPosition(view)
  const isFresh = entry !== null && entry.rest.gt(0) && entry.candleAt === view.lastCandle?.openAt
  return new Map([
    ...(position === undefined || used === null ? [] : protection(view.instrument, position, used, settings)),
    ...(isFresh ? [['entry', marketEntry(entry)] as const] : []),
  ])
}

const marketEntry = ({ side, rest }: NonNullable<HyperRsiMemory['entry']>): WantedOrder => ({
  side: openingSide(side),
  positionSide: side,
  type: 'market',
  quantity: rest,
  reduceOnly: false,
  postOnly: false,
  why: `the RSI left the ${side === 'long' ? 'oversold' : 'overbought'} zone`,
})

const heldPosition = ({ positions }: View): Position | undefined => positions.long ?? positions.short

function lastTwoRsi(
  closes: readonly number[],
  length: number,
): { before: number | undefined; now: number | undefined } {
  const rsi = createRsi(length)
  let before: number | undefined
  let now: number | undefined
  for (const close of closes) {
    before = now
    now = rsi.update(close)
  }
  return { before, now }
}
