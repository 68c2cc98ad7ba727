import { isOpen, zero, type Candle, type Clock, type PositionSide } from '@tradingboost/domain'
import {
  createMemoryJournal,
  runEngine,
  type Engine,
  type EngineReport,
  type EngineState,
  type MemoryJournal,
} from '@tradingboost/engine'
import type { Exchange } from '@tradingboost/exchange'
import type { AccountBook, PaperExchange } from '@tradingboost/paper-exchange'
import type { BotPart } from '../host-bot.ts'

export interface PlayedBot<Memory> {
  readonly report: EngineReport
  readonly book: AccountBook
  readonly journal: MemoryJournal<Memory>
  readonly failures: readonly unknown[]
  /** Where open orders broke a rule after a candle; see `orderProblems`. */
  readonly problems: readonly string[]
  readonly mostOpenOrders: number
}

export interface BotPlay<Memory> {
  readonly paper: PaperExchange
  readonly candles: readonly Candle[]
  /** Another way to the same paper exchange. */
  readonly exchange?: Exchange
  /** Called after each candle. */
  readonly afterCandle?: (engine: Engine<Memory>, index: number) => Promise<void>
  /** Whether the bot ends after that candle without a word and starts again from its journal. */
  readonly restartsAfter?: (index: number) => boolean
}

/** Plays a market against a bot in this process, without Redis, and looks at its open orders after each candle. */
export async function playBot<Settings, Memory>(
  part: BotPart<Settings, Memory>,
  { paper, candles, exchange = paper.account(part.bot.userId), afterCandle, restartsAfter }: BotPlay<Memory>,
): Promise<PlayedBot<Memory>> {
  const journal = createMemoryJournal<Memory>()
  const failures: unknown[] = []
  const failed = Promise.withResolvers<never>()
  failed.promise.catch(() => undefined)
  const start = (): Promise<Engine<Memory>> =>
    runEngine({
      ...part,
      exchange,
      journal,
      clock: marketClock(paper),
      onFailure: (cause) => {
        failures.push(cause)
        failed.reject(cause)
      },
    })
  let engine = await start()
  const problems: string[] = []
  let mostOpenOrders = 0
  for (const [index, candle] of candles.entries()) {
    await Promise.race([paper.advance(candle), failed.promise])
    await afterCandle?.(engine, index)
    mostOpenOrders = Math.max(mostOpenOrders, engine.state.orders.size)
    problems.push(...orderProblems(engine.state).map((problem) => `candle ${String(index)}: ${problem}`))
    if (restartsAfter?.(index) !== true) continue
    const before = wantedText(engine.state)
    await engine.close()
    engine = await start()
    const after = wantedText(engine.state)
    if (before !== after) problems.push(`candle ${String(index)}: wanted ${before}, after a restart ${after}`)
  }
  const report = engine.report()
  await engine.close()
  return { report, book: paper.book(part.bot.userId), journal, failures, problems, mostOpenOrders }
}

const wantedText = ({ wanted }: EngineState<unknown>): string => JSON.stringify([...(wanted ?? [])])

const marketClock = (paper: PaperExchange): Clock => ({
  now: () => paper.status().time,
  sleep: () => Promise.resolve(),
})

/** Where a bot has more than one order at a leg, or reduce-only orders that cover more than it holds. */
export function orderProblems({ orders, share }: EngineState<unknown>): readonly string[] {
  const open = [...orders.values()].filter(({ order }) => isOpen(order.status))
  const legs = open.map(({ leg }) => leg)
  const twice = legs.filter((leg, at) => legs.indexOf(leg) !== at).map((leg) => `more than one order at ${leg}`)
  const covered = (side: PositionSide, isStop: boolean) =>
    open
      .filter(({ order }) => order.reduceOnly && order.positionSide === side)
      .filter(({ order }) => (order.type === 'stop-market') === isStop)
      .reduce((sum, { order, seenQuantity }) => sum.plus(order.quantity).minus(seenQuantity), zero)
  const tooMuch = (['long', 'short'] as const).flatMap((side) =>
    [true, false]
      .filter((isStop) => covered(side, isStop).gt(share[side]?.quantity ?? 0))
      .map((isStop) => {
        const held = share[side]?.quantity.toFixed() ?? '0'
        return `${isStop ? 'stops' : 'limits'} cover ${covered(side, isStop).toFixed()} ${side} of ${held}`
      }),
  )
  return [...twice, ...tooMuch]
}
