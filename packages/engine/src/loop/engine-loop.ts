import { assertNever, epochMs, TradingError, type EpochMs, timeframeMs, type TradingEvent } from '@tradingboost/domain'
import type { ExchangeEvent } from '@tradingboost/exchange'
import type { Command } from '../command.ts'
import type { EngineEvent } from '../engine-event.ts'
import { hasUnresolved, type EngineState } from '../engine-state.ts'
import { noteOf, type EngineNote } from '../engine-note.ts'
import { reportOf } from '../report.ts'
import type { EngineOptions } from '../run-engine.ts'
import { step } from '../step.ts'
import { loadStart, type EngineStart } from './load-start.ts'
import { readForgotten } from './read-forgotten.ts'
import { Mailbox } from './mailbox.ts'
import { Reconciler } from './reconciler.ts'
import { Recorder } from './recorder.ts'
import { sendCommand } from './send-command.ts'

/** Rounds of answers to answers that one event may cause; more is a strategy that never comes to rest. */
const mostRounds = 200

/** The one mailbox of a bot, and what happens to each piece of mail: step, record, send, and again with the answers. */
export class EngineLoop<Settings, Memory> {
  readonly #options: EngineOptions<Settings, Memory>
  readonly #start: EngineStart<Memory>
  readonly #mailbox = new Mailbox()
  readonly #recorder: Recorder<Memory>
  readonly #reconciler: Reconciler
  readonly #halted = new AbortController()
  #state: EngineState<Memory>
  #failure: { readonly cause: unknown } | undefined
  #hasEnded = false
  #stopsAsked = 0

  private constructor(options: EngineOptions<Settings, Memory>, start: EngineStart<Memory>) {
    this.#options = options
    this.#start = start
    this.#state = start.state
    this.#recorder = new Recorder(options.journal, options.clock)
    this.#reconciler = new Reconciler(options, this.#halted.signal)
  }

  static async open<Settings, Memory>(options: EngineOptions<Settings, Memory>): Promise<EngineLoop<Settings, Memory>> {
    return new EngineLoop(options, await loadStart(options))
  }

  get state(): EngineState<Memory> {
    return this.#state
  }

  get hasEnded(): boolean {
    return this.#hasEnded
  }

  /** Agrees with the exchange, once it listens to the market, and tells the strategy that it is started, or still stopped. */
  begin(subscribed: Promise<unknown>): Promise<void> {
    const { bot, exchange, historyLength } = this.#options
    const { state, forgotten, hasPast } = this.#start
    return this.#mailbox.run(async () => {
      try {
        await subscribed
        const candles = await exchange.candles(bot.symbol, bot.timeframe, historyLength)
        await this.#handle([{ kind: 'history', candles }])
        await this.#reconcile({ forgotten, fillsFollowMemory: hasPast })
        await this.#handle([{ kind: state.status === 'stopped' ? 'stop' : 'resume' }])
        await this.#resolve()
      } catch (cause) {
        this.#failure = { cause }
        this.#halted.abort()
        throw cause
      }
    })
  }

  /**
   * Takes an event of the exchange; resolves when everything that follows from it is done. A bot that has failed says so by
   * `onFailure` and never resolves: it acknowledges nothing, so that the market waits until it leaves.
   */
  async receive(event: ExchangeEvent): Promise<void> {
    try {
      await this.#take(event)
    } catch {
      await new Promise<never>(() => undefined)
    }
  }

  #take(event: ExchangeEvent): Promise<void> {
    if (event.kind !== 'lost') {
      return this.#run(async () => {
        await this.#handle([{ kind: 'market', event }])
        if (event.kind === 'candle') this.#options.onCandleDone?.(reportOf(this.#state))
      })
    }
    const { cause } = event
    if (cause instanceof TradingError && cause.retry === 'never') {
      return this.#run(() => Promise.reject(cause))
    }
    return this.#run(async () => {
      this.#note({ kind: 'exchange-lost', cause })
      await this.#reconcile({})
    })
  }

  /** Resolves when the strategy may open again, unless a later stop has overtaken it. */
  start(): Promise<void> {
    const stopsBefore = this.#stopsAsked
    return this.#run(async () => {
      if (this.#stopsAsked === stopsBefore) await this.#handle([{ kind: 'start' }])
    })
  }

  /** Opens nothing from now on; resolves when the strategy has been told and what it wants done is done. */
  stop(): Promise<void> {
    this.#stopsAsked += 1
    this.#step({ kind: 'stop-asked' }, [], [])
    return this.#run(() => this.#handle([{ kind: 'stop' }]))
  }

  /** From now on nothing is sent and nothing is retried. */
  halt(): void {
    this.#halted.abort()
  }

  /** Resolves when what is under way is done. */
  idle(): Promise<void> {
    return this.#mailbox.run(async () => undefined)
  }

  #run(work: () => Promise<void>): Promise<void> {
    return this.#mailbox.run(async () => {
      if (this.#failure !== undefined) throw this.#failure.cause
      if (this.#halted.signal.aborted) return
      try {
        await work()
        await this.#resolve()
        this.#hasEnded = this.#state.tally.ended && this.#state.journalUp
      } catch (cause) {
        this.#failure = { cause }
        this.#halted.abort()
        this.#options.onFailure(cause)
        throw cause
      }
    })
  }

  async #resolve(): Promise<void> {
    while (hasUnresolved(this.#state) && !this.#halted.signal.aborted) await this.#reconcile({})
  }

  async #handle(mail: readonly EngineEvent[]): Promise<void> {
    let waiting = mail
    for (let round = 0; waiting.length > 0; round += 1) {
      if (round === mostRounds)
        throw new Error(`${this.#options.strategy.name} answered ${round} times in a row: it never comes to rest`)
      const events: TradingEvent[] = []
      const commands: Command[] = []
      for (const event of waiting) this.#step(event, events, commands)
      waiting = await this.#recordThenSend(events, commands)
    }
  }

  #step(event: EngineEvent, events: TradingEvent[], commands: Command[]): void {
    const result = step(this.#options, this.#state, event, this.#timeOf(event))
    this.#state = result.state
    events.push(...result.events)
    commands.push(...result.commands)
    for (const happened of result.events) {
      const note = noteOf(happened)
      if (note !== undefined) this.#note(note)
    }
  }

  async #recordThenSend(
    events: readonly TradingEvent[],
    commands: readonly Command[],
  ): Promise<readonly EngineEvent[]> {
    const isRecorded = await this.#record(events)
    const answers: EngineEvent[] = []
    for (const command of commands) {
      // Halted between two sends: the rest is recorded as intended, and the next start finds out.
      if (this.#halted.signal.aborted) return []
      answers.push(this.#holdBack(command, isRecorded) ?? (await sendCommand(this.#options.exchange, command)))
    }
    return answers
  }

  /** What may open a position goes out only when its intent is recorded, and never once the bot is stopped. */
  #holdBack(command: Command, isRecorded: boolean): EngineEvent | undefined {
    if (command.kind === 'cancel') return undefined
    if (command.kind === 'amend') {
      const { clientOrderId, reduceOnly } = command
      return reduceOnly || isRecorded ? undefined : { kind: 'not-amended', clientOrderId }
    }
    const { clientOrderId, reduceOnly } = command.request
    if (reduceOnly) return undefined
    if (!isRecorded) return { kind: 'not-sent', clientOrderId, reason: 'redis-down' }
    return this.#state.status === 'running' ? undefined : { kind: 'not-sent', clientOrderId, reason: 'stopped' }
  }

  async #record(events: readonly TradingEvent[]): Promise<boolean> {
    if (events.length === 0) return this.#state.journalUp
    if (!this.#state.journalUp) {
      this.#recorder.keep(events)
      return false
    }
    const trouble = await this.#recorder.record(events, this.#state)
    if (trouble === undefined) return true
    this.#note({ kind: 'journal-lost', cause: trouble })
    const said: TradingEvent[] = []
    this.#step({ kind: 'journal-lost' }, said, [])
    this.#recorder.keep(said)
    this.#retryJournal()
    return false
  }

  #retryJournal(): void {
    const attempt = (): Promise<void> => this.#tryJournal()
    const isDone = (): boolean => this.#state.journalUp
    // Its failures are handled where they occur, in the mailbox.
    void this.#recorder.retry({ attempt, isDone, signal: this.#halted.signal }).catch(() => undefined)
  }

  #tryJournal(): Promise<void> {
    return this.#run(async () => {
      if ((await this.#recorder.record([], this.#state)) !== undefined) return
      const forgotten = await readForgotten(this.#options.journal, this.#state)
      if (forgotten === undefined) return
      this.#note({ kind: 'journal-back' })
      await this.#handle([{ kind: 'journal-back' }])
      // The records may have lost more than what waited, or be of another time: they are made to hold exactly what stands.
      if (this.#state.journalUp) await this.#reconcile({ forgotten })
    })
  }

  async #reconcile(occasion: {
    readonly forgotten?: EngineStart<Memory>['forgotten']
    readonly fillsFollowMemory?: boolean
  }): Promise<void> {
    const { forgotten = [], fillsFollowMemory = true } = occasion
    const book = await this.#reconciler.read(() => this.#state, forgotten)
    if (book !== undefined) await this.#handle([{ kind: 'reconciled', book: { ...book, fillsFollowMemory } }])
  }

  #timeOf(event: EngineEvent): EpochMs {
    if (event.kind !== 'market') return this.#state.now
    const { event: market } = event
    switch (market.kind) {
      case 'candle':
        return epochMs(market.candle.openAt + timeframeMs(market.timeframe))
      case 'fill':
        return market.fill.filledAt
      case 'order':
        return market.order.updatedAt
      case 'funding':
      case 'liquidated':
        return market.at
      case 'instrument':
      case 'end':
        return this.#state.now
      default:
        return assertNever(market)
    }
  }

  #note(note: EngineNote): void {
    this.#options.onNote?.(note)
  }
}
