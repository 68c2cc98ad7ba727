import {
  assertNever,
  decimal,
  openingSide,
  quantityBought,
  type Candle,
  type Position,
  type Timeframe,
} from '@tradingboost/domain'
import type { Decision, Strategy, StrategyAnswer, StrategyView } from '@tradingboost/engine'
import { createRsi } from '@tradingboost/indicators'
import { z } from 'zod'
import { entrySignal } from './entry-signal.ts'
import { cancel, isProtection, mendProtection, protectAnew } from './protection.ts'
import type { HyperRsiSettings } from './settings.ts'
import { addToTrend, noTrendCandles, trendCandles } from './trend-candles.ts'
import { trendAllows, trendLookback, trendState } from './trend-state.ts'

/**
 * Closes that the RSI is computed from: a fixed window, so that a restart decides as the bot would have. Wilder's smoothing
 * forgets what is older: at length 14, less than a millionth of a change 186 candles ago is left.
 */
const rsiWindow = 200

const memorySchema = z.object({
  closes: z.array(z.number()),
  trend: trendCandles,
  /** Candles left without an entry. */
  cooldown: z.int().nonnegative(),
})

export type HyperRsiMemory = z.infer<typeof memorySchema>
type View = StrategyView<HyperRsiMemory>

/** Closed candles that the strategy needs before all of it is warm, at that timeframe of its candles. */
export const hyperRsiHistory = 1_000

/**
 * HYPERRSI: enters by market when the RSI leaves a zone and the trend allows it, takes profit on a ladder and stops the loss
 * of the whole position. One position at a time; protection is placed for what has filled.
 */
export const hyperRsi: Strategy<HyperRsiSettings, HyperRsiMemory> = {
  name: 'hyperrsi',
  memorySchema,
  initialMemory: () => ({ closes: [], trend: noTrendCandles, cooldown: 0 }),
  decide(view, event, settings): StrategyAnswer<HyperRsiMemory> {
    const { memory } = view
    switch (event.kind) {
      case 'candle': {
        const seen = observe(memory, event.candle, view.timeframe, settings)
        return { memory: seen, decisions: event.warming ? [] : onCandle(view, seen, event.candle, settings) }
      }
      case 'fill':
        return onFill(view, event.leg, settings)
      case 'started':
        return { memory, decisions: tend(view, settings) }
      case 'stopped':
        return { memory, decisions: standDown(view, settings) }
      case 'order-ended':
        // What is missing is mended with the next candle: the same order at once might end the same way.
        return { memory, decisions: [] }
      default:
        return assertNever(event)
    }
  },
}

function observe(
  memory: HyperRsiMemory,
  candle: Candle,
  timeframe: Timeframe,
  { trendTimeframe }: HyperRsiSettings,
): HyperRsiMemory {
  return {
    closes: [...memory.closes, candle.close.toNumber()].slice(-rsiWindow),
    trend: addToTrend(memory.trend, candle, { candle: timeframe, trend: trendTimeframe }, trendLookback),
    cooldown: Math.max(memory.cooldown - 1, 0),
  }
}

function onCandle(view: View, seen: HyperRsiMemory, candle: Candle, settings: HyperRsiSettings): readonly Decision[] {
  if (view.status === 'stopped') return standDown(view, settings)
  const isFree = heldPosition(view) === undefined && view.openOrders.length === 0
  const mayEnter = isFree && view.memory.cooldown === 0 && view.status === 'running'
  return mayEnter ? enter(view, seen, candle, settings) : tend(view, settings)
}

function enter(view: View, seen: HyperRsiMemory, candle: Candle, settings: HyperRsiSettings): readonly Decision[] {
  const side = entrySignal(lastTwoRsi(seen.closes, settings.rsiLength), settings)
  if (side === undefined) return []
  if (settings.direction !== 'both' && settings.direction !== side) return []
  if (settings.useTrendGate && !trendAllows(side, trendState(seen.trend.closes))) return []
  return [
    {
      kind: 'place',
      leg: 'entry',
      side: openingSide(side),
      positionSide: side,
      type: 'market',
      quantity: quantityBought(view.instrument, candle.close, decimal(settings.investment).times(settings.leverage)),
      reduceOnly: false,
      postOnly: false,
      note: `the RSI left the ${side === 'long' ? 'oversold' : 'overbought'} zone`,
    },
  ]
}

/** Keeps protection in step with the position: mends what is missing, clears what guards nothing. */
function tend(view: View, settings: HyperRsiSettings): readonly Decision[] {
  const position = heldPosition(view)
  if (position !== undefined) return mendProtection(view, position, settings)
  return view.openOrders
    .filter((open) => isProtection(open) && !open.canceling)
    .map((open) => cancel(open, 'nothing is left to guard'))
}

/** While the bot is stopped: opens nothing, and guards what it holds. */
const standDown = (view: View, settings: HyperRsiSettings): readonly Decision[] => [
  ...cancelEntries(view, 'the bot is stopped'),
  ...tend(view, settings),
]

function onFill(view: View, leg: string, settings: HyperRsiSettings): StrategyAnswer<HyperRsiMemory> {
  const { memory } = view
  const position = heldPosition(view)
  if (position === undefined) {
    const rested = { ...memory, cooldown: settings.cooldownCandles }
    return { memory: rested, decisions: cancelEntries(view, 'the position has closed') }
  }
  return { memory, decisions: leg === 'entry' ? protectAnew(view, position, settings) : [] }
}

const cancelEntries = (view: View, note: string): readonly Decision[] =>
  view.openOrders.filter(({ leg, canceling }) => leg === 'entry' && !canceling).map((open) => cancel(open, note))

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
