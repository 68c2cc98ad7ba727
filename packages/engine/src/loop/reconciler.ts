import { TradingError, type Clock } from '@tradingboost/domain'
import type { Exchange } from '@tradingboost/exchange'
import type { BotIdentity } from '../bot-identity.ts'
import type { EngineNote } from '../engine-note.ts'
import type { EngineState } from '../engine-state.ts'
import type { ExchangeBook } from '../reconcile/exchange-book.ts'
import { readExchangeBook, type BookQuestion } from '../reconcile/read-exchange-book.ts'

const firstDelayMs = 100
const longestDelayMs = 5_000
/** Time that a request under way gets to arrive before its absence counts. */
const arrivalMs = 250

export interface ReconcilerSetup {
  readonly exchange: Exchange
  readonly bot: BotIdentity
  readonly clock: Clock
  readonly onNote?: (note: EngineNote) => void
}

/** Asks the exchange until it answers. */
export class Reconciler {
  readonly #setup: ReconcilerSetup
  readonly #halted: AbortSignal

  constructor(setup: ReconcilerSetup, halted: AbortSignal) {
    this.#setup = setup
    this.#halted = halted
  }

  /** What the exchange says of the state; undefined when the bot was halted meanwhile. */
  async read(
    stateOf: () => EngineState<unknown>,
    forgotten: BookQuestion['forgotten'],
  ): Promise<ExchangeBook | undefined> {
    const { exchange, bot, clock } = this.#setup
    const ask = (): Promise<ExchangeBook> =>
      readExchangeBook({ exchange, symbol: bot.symbol, state: stateOf(), forgotten })
    for (let delayMs = firstDelayMs; !this.#halted.aborted; delayMs = Math.min(delayMs * 2, longestDelayMs)) {
      try {
        const first = await ask()
        if (first.missing.length === 0) return first
        // Asked twice: what is still on its way must not be taken for lost.
        await clock.sleep(arrivalMs, this.#halted)
        return await ask()
      } catch (cause) {
        if (!(cause instanceof TradingError) || cause.retry === 'never') throw cause
        this.#setup.onNote?.({ kind: 'reconcile-failed', cause })
        await clock.sleep(delayMs, this.#halted)
      }
    }
    return undefined
  }
}
