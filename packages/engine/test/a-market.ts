import { decimal, systemClock, type Clock } from '@tradingboost/domain'
import type { Exchange } from '@tradingboost/exchange'
import { createPaperExchange, type PaperExchange } from '@tradingboost/paper-exchange'
import { anInstrument } from '@tradingboost/testkit'
import {
  createMemoryJournal,
  runEngine,
  type Engine,
  type EngineNote,
  type Journal,
  type MemoryJournal,
} from '../src/index.ts'
import { aBot, aContext } from './a-bot.ts'
import type { EachCandleMemory } from './each-candle.ts'

export const aMarket = (): PaperExchange =>
  createPaperExchange({ instruments: [anInstrument()], accounts: { [aBot.userId]: { balance: decimal('10000') } } })

/** A bot of the small strategy on that market, with everything that it said. */
export async function aRunningBot(setup: {
  readonly paper: PaperExchange
  readonly exchange?: Exchange
  readonly journal?: Journal<EachCandleMemory>
  readonly clock?: Clock
}): Promise<{
  readonly engine: Engine<EachCandleMemory>
  readonly notes: readonly EngineNote[]
  readonly failures: readonly unknown[]
}> {
  const notes: EngineNote[] = []
  const failures: unknown[] = []
  const engine = await runEngine({
    ...aContext,
    exchange: setup.exchange ?? setup.paper.account(aBot.userId),
    journal: setup.journal ?? createMemoryJournal<EachCandleMemory>(),
    clock: setup.clock ?? systemClock,
    historyLength: 100,
    onNote: (note) => notes.push(note),
    onFailure: (cause) => failures.push(cause),
  })
  return { engine, notes, failures }
}

export const aJournal = (): MemoryJournal<EachCandleMemory> => createMemoryJournal<EachCandleMemory>()
