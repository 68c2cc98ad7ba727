import { assertNever, type Candle } from '@tradingboost/domain'
import type { Decision, Strategy, StrategyAnswer, StrategyEvent, StrategyView } from '@tradingboost/engine'
import { planEntries, wantedEntries } from './entries.ts'
import { freeRungs, gridMemory, withRung, type GridMemory } from './grid-memory.ts'
import { inheritPositions } from './inherit.ts'
import { recenter } from './recenter.ts'
import { endEntry, fillEntry, fillTakeProfit, freeRung } from './rung.ts'
import { parseRungLeg } from './rung-leg.ts'
import { entryRests, rungOrders } from './rung-orders.ts'
import type { GridSettings } from './settings.ts'
import { coverRung } from './take-profit.ts'

type View = StrategyView<GridMemory>
type Answer = StrategyAnswer<GridMemory>

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
  decide(view, event, settings): Answer {
    switch (event.kind) {
      case 'candle':
        return event.warming ? { memory: view.memory, decisions: [] } : onCandle(view, event.candle, settings)
      case 'fill':
        return onFill(view, event)
      case 'order-ended':
        return { memory: onEntryEnded(view.memory, event), decisions: [] }
      case 'started':
        return settle(view, settings)
      case 'stopped':
        return standDown(view, settings)
      default:
        return assertNever(event)
    }
  },
}

function onCandle(view: View, candle: Candle, settings: GridSettings): Answer {
  if (view.status === 'stopped') return standDown(view, settings)
  const { instrument } = view
  const settled = settle(view, settings)
  const memory = recenter(settled.memory, instrument, candle.close, settings)
  const wanted = wantedEntries(memory, candle.close, settings)
  const orders = rungOrders(view.openOrders)
  const plan = planEntries({ instrument, memory, orders, wanted, settings, mayEnter: view.status === 'running' })
  return {
    memory: plan.rungs.reduce((before, { level, next }) => withRung(before, level, next), memory),
    decisions: [...settled.decisions, ...plan.decisions],
  }
}

/** Brings rungs, positions and take-profits into step: after a restart, and once a candle for what was rejected or canceled. */
function settle(view: View, settings: GridSettings): Answer {
  const orders = rungOrders(view.openOrders)
  const rungs = Array.from({ length: settings.rungs }, (_, level) => {
    const rung = view.memory.rungs[level] ?? freeRung
    // The entry of a rung may have ended unseen.
    return rung.kind === 'entering' && !entryRests(orders, level) ? freeRung : rung
  })
  const memory = inheritPositions({ ...view.memory, rungs }, view, orders, settings.stepPercent)
  const decisions = memory.rungs.flatMap((rung, level) => coverRung(view.instrument, level, rung, orders))
  return { memory, decisions }
}

/** While the bot is stopped: enters nothing, and takes profit of what it holds. */
function standDown(view: View, settings: GridSettings): Answer {
  const { memory, decisions } = settle(view, settings)
  return { memory, decisions: [...decisions, ...cancelEntries(view, 'the bot is stopped')] }
}

function onFill(view: View, { leg: text, fill }: Extract<StrategyEvent, { kind: 'fill' }>): Answer {
  const { memory, instrument } = view
  const leg = parseRungLeg(text)
  const before = leg === undefined ? undefined : memory.rungs[leg.level]
  if (leg === undefined || before === undefined) return { memory, decisions: [] }
  const orders = rungOrders(view.openOrders)
  const { level } = leg
  const after =
    leg.kind === 'entry'
      ? fillEntry(before, fill.quantity)
      : fillTakeProfit(before, fill.quantity, entryRests(orders, level))
  const decisions: readonly Decision[] = leg.kind === 'entry' ? coverRung(instrument, level, after, orders) : []
  return { memory: withRung(memory, level, after), decisions }
}

function onEntryEnded(memory: GridMemory, { leg: text }: Extract<StrategyEvent, { kind: 'order-ended' }>): GridMemory {
  const leg = parseRungLeg(text)
  const before = leg === undefined ? undefined : memory.rungs[leg.level]
  if (leg?.kind !== 'entry' || before === undefined) return memory
  return withRung(memory, leg.level, endEntry(before))
}

const cancelEntries = (view: View, note: string): readonly Decision[] =>
  rungOrders(view.openOrders)
    .filter(({ leg, open }) => leg.kind === 'entry' && !open.canceling)
    .map(({ open }) => ({ kind: 'cancel', clientOrderId: open.order.clientOrderId, note }))
