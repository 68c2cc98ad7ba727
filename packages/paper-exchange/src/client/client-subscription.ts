import { TradingError } from '@tradingboost/domain'
import type { ExchangeEvent, Market } from '@tradingboost/exchange'
import type { ServerFrame } from '../protocol/protocol.ts'

type EventFrame = Extract<ServerFrame, { kind: 'event' }>

const eventOf = (event: EventFrame['event']): ExchangeEvent => {
  if (event.kind !== 'lost') return event
  return { kind: 'lost', cause: new TradingError('exchange-unavailable', event.message, { retry: 'later' }) }
}

/** One subscription of a client: hands events to the subscriber one at a time, and acks what it has dealt with. */
export class ClientSubscription {
  readonly market: Market
  readonly #onEvent: (event: ExchangeEvent) => Promise<void>
  readonly #ack: (delivery: number) => void
  #queue: Promise<void> = Promise.resolve()
  #doneCandle = -1
  #generation = 0

  constructor(setup: {
    readonly market: Market
    onEvent(event: ExchangeEvent): Promise<void>
    ack(delivery: number): void
  }) {
    this.market = setup.market
    this.#onEvent = (event) => setup.onEvent(event)
    this.#ack = (delivery) => setup.ack(delivery)
  }

  receive({ event, delivery }: EventFrame): void {
    const generation = this.#generation
    this.#enqueue(async () => {
      // A candle that was dealt with while its ack got lost is acknowledged again, not handled again.
      if (event.kind !== 'candle' || event.index > this.#doneCandle) await this.#onEvent(eventOf(event))
      if (event.kind === 'candle') this.#doneCandle = event.index
      if (generation === this.#generation) this.#ack(delivery)
    })
  }

  /** The connection is back: resubscribes, then tells the subscriber, before any event of the new connection. */
  resume(cause: unknown, resubscribe: () => Promise<unknown>): void {
    this.#generation += 1
    const generation = this.#generation
    const resubscribed = resubscribe().then(
      () => undefined,
      (error: unknown) => ({ error }),
    )
    this.#enqueue(async () => {
      const failure = await resubscribed
      // The connection broke once more: the next one tells.
      if (generation !== this.#generation) return
      if (failure === undefined) await this.#onEvent({ kind: 'lost', cause })
      else if (!(failure.error instanceof TradingError) || failure.error.retry === 'never') {
        await this.#onEvent({ kind: 'lost', cause: failure.error })
      }
    })
  }

  /** The connection will not come back. */
  gone(cause: unknown): void {
    this.#enqueue(() => this.#onEvent({ kind: 'lost', cause }))
  }

  #enqueue(work: () => Promise<void>): void {
    // A subscriber that throws ends the process by an unhandled rejection: it must not go on trading on half-handled events.
    this.#queue = this.#queue.then(work)
  }
}
