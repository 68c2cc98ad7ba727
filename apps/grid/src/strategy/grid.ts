import { assertNever, type Candle } from '@tradingboost/domain'
import type { Reason, Strategy, StrategyEvent, StrategyView } from '@tradingboost/engine'
import { enterNearest, entrySides } from './entries.ts'
import { freeRungs, gridMemory, withRung, type GridMemory } from './grid-memory.ts'
import { inheritPositions, oneStepAway } from './inherit.ts'
import { recenter } from './recenter.ts'
import { fillEntry, fillTakeProfit, freeRung, giveUpEntry } from './rung.ts'
import { parseRungLeg } from './rung-leg.ts'
import { rungOrders } from './rung-orders.ts'
import type { GridSettings } from './settings.ts'

type View = StrategyView<GridMemory>

/** Closed candles that the strategy needs before it decides: the ladder is built around the first that it gets. */
export const gridHistory = 1

/**
 * GRID: post-only limit orders on the rungs nearest to the price; what fills takes its profit one rung away, and its rung is
 * used again only when that has filled.
 */
export const grid: Strategy<GridSettings, GridMemory> = {
  name: 'grid',
  memorySchema: gridMemory,
  initialMemory: ({ rungs }) => ({ ladder: [], rungs: [...freeRungs(rungs)] }),
  decide(view, event, settings) {
    if (event.kind === 'candle' && event.warming) return { memory: view.memory, wanted: new Map(), reasons: [] }
    const memory = remember(view, event, settings)
    return { memory, wanted: rungOrders(memory, view.lastCandle?.close), reasons: reasonsOf(view, settings) }
  },
}

function remember(view: View, event: StrategyEvent, settings: GridSettings): GridMemory {
  switch (event.kind) {
    case 'fill':
      return settle(afterFill(view, event, settings), view, settings)
    case 'candle': {
      const memory = settle(view.memory, view, settings)
      return view.status === 'stopped' ? giveUpEntries(memory) : onCandle(memory, event.candle, view, settings)
    }
    case 'stopped':
      return giveUpEntries(settle(view.memory, view, settings))
    case 'started':
    case 'order-ended':
    case 'position-lost':
      return settle(view.memory, view, settings)
    default:
      return assertNever(event)
  }
}

function onCandle(memory: GridMemory, { close }: Candle, view: View, settings: GridSettings): GridMemory {
  const { instrument } = view
  const sides = entrySides(settings, view.sides)
  return enterNearest(recenter(memory, instrument, close, settings), { instrument, close, sides }, settings)
}

/** Makes as many rungs as the settings want, and lets them hold what the bot holds. */
function settle(memory: GridMemory, view: View, settings: GridSettings): GridMemory {
  const rungs = Array.from({ length: settings.rungs }, (_, level) => memory.rungs[level] ?? freeRung)
  return inheritPositions({ ...memory, rungs }, view, settings.stepPercent)
}

function afterFill(
  { memory, instrument }: View,
  { leg: text, fill, order }: Extract<StrategyEvent, { kind: 'fill' }>,
  { stepPercent }: GridSettings,
): GridMemory {
  const leg = parseRungLeg(text)
  const before = leg === undefined ? undefined : memory.rungs[leg.level]
  if (leg === undefined || before === undefined) return memory
  if (leg.kind === 'take-profit') return withRung(memory, leg.level, fillTakeProfit(before, fill.quantity))
  const price = order?.price ?? fill.price
  const takeProfitPrice = oneStepAway(instrument, price, leg.side, stepPercent)
  return withRung(memory, leg.level, fillEntry(before, fill.quantity, { side: leg.side, price, takeProfitPrice }))
}

const giveUpEntries = (memory: GridMemory): GridMemory => ({ ...memory, rungs: memory.rungs.map(giveUpEntry) })

function reasonsOf({ instrument, sides }: View, { direction }: GridSettings): readonly Reason[] {
  if (direction === 'long' || sides.includes('short')) return []
  const message = `${instrument.symbol} is spot and has no short side: rungs above the price are not used`
  return [{ code: 'spot-has-no-short', message }]
}
