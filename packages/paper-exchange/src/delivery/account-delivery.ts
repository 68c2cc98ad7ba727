import { TradingError } from '@tradingboost/domain'
import type { ExchangeEvent, Market } from '@tradingboost/exchange'
import type { AckLimit } from './ack-limit.ts'
import { Seat } from './seat.ts'

/** Orders and fills that wait for a subscriber while others go on trading; beyond that the market goes on without it. */
const maxQueuedEvents = 10_000

/** A candle or the end, on its way to one seat. */
interface Announcement {
  readonly seat: Seat
  readonly event: ExchangeEvent
}

/**
 * Brings the events of one account to its subscribers, one event and one subscriber at a time, in the order of their names.
 * Orders and fills go first: a candle reaches a subscriber only when all that happened before has reached everybody.
 */
export class AccountDelivery {
  readonly #limit: AckLimit | undefined
  readonly #seats = new Map<string, Seat>()
  readonly #happenings: { readonly event: ExchangeEvent; readonly sequence: number }[] = []
  readonly #announcements: Announcement[] = []
  #sequence = 0
  #hasEnded = false
  #current: Announcement | undefined
  /** Whose acknowledgement the account waits for. */
  #awaited: Seat | undefined
  #running: Promise<void> | undefined
  #failure: { readonly cause: unknown } | undefined

  constructor(limit?: AckLimit) {
    this.#limit = limit
  }

  /** Takes a new seat, the vacant seat of that name, or from its occupant; the last throws `conflict` unless `takesOver`. */
  join(market: Market, onEvent: (event: ExchangeEvent) => Promise<void>, takesOver = false): Seat {
    const known = this.#seats.get(market.subscriber)
    if (known?.isPresent === true && !takesOver) {
      throw new TradingError(
        'conflict',
        `a subscriber named ${market.subscriber} is connected already: choose another name or end the other one`,
        { retry: 'later', details: { subscriber: market.subscriber } },
      )
    }
    const seat = known ?? this.#newSeat(market)
    seat.take(onEvent, this.#sequence)
    this.#seats.set(market.subscriber, seat)
    return seat
  }

  /** The occupant gives its seat up; one that has been replaced changes nothing. */
  leave(seat: Seat, onEvent: (event: ExchangeEvent) => Promise<void>): void {
    if (!seat.leave(onEvent)) return
    if (this.#seats.get(seat.market.subscriber) === seat) this.#seats.delete(seat.market.subscriber)
  }

  /** Whether a candle or the end is still on its way to the seat. */
  isAwaiting(seat: Seat): boolean {
    const isOf = (announced: Announcement | undefined): boolean =>
      announced?.seat === seat && announced.event.kind !== 'lost'
    return isOf(this.#current) || this.#announcements.some(isOf)
  }

  /** In the order of their names. */
  seats(): readonly Seat[] {
    return [...this.#seats.values()].toSorted((left, right) =>
      left.market.subscriber < right.market.subscriber ? -1 : 1,
    )
  }

  /** An order or a fill of the account happened. */
  tell(event: ExchangeEvent): void {
    this.#happenings.push({ event, sequence: this.#sequence })
    this.#sequence += 1
    if (this.#limit !== undefined && this.#happenings.length > maxQueuedEvents) this.#awaited?.giveUp()
    this.#run()
  }

  /** Queues a candle or the end for each subscriber of that symbol, or for one seat. */
  announce(event: ExchangeEvent, symbol: string, only?: Seat): void {
    if (event.kind === 'end') this.#hasEnded = true
    for (const seat of only === undefined ? this.seats() : [only]) {
      if (seat.market.symbol === symbol) this.#announcements.push({ seat, event })
    }
    this.#run()
  }

  /** Resolves when everything is acknowledged; rejects with the error of a subscriber that failed. */
  async settled(): Promise<void> {
    while (this.#running !== undefined) await this.#running
    if (this.#failure !== undefined) throw this.#failure.cause
  }

  #run(): void {
    this.#running ??= this.#deliverAll()
      .catch((cause: unknown) => {
        this.#failure ??= { cause }
      })
      .finally(() => {
        this.#running = undefined
        if (this.#failure === undefined && this.#happenings.length + this.#announcements.length > 0) this.#run()
      })
  }

  #newSeat(market: Market): Seat {
    const onCaughtUp = (seat: Seat): void => {
      const cause = new TradingError('exchange-unavailable', 'events were missed: reconcile', { retry: 'later' })
      this.#announcements.push({ seat, event: { kind: 'lost', cause } })
      if (this.#hasEnded) this.#announcements.push({ seat, event: { kind: 'end' } })
      this.#run()
    }
    return new Seat(market, this.#limit === undefined ? {} : { limit: this.#limit, onCaughtUp })
  }

  async #deliver(seat: Seat, event: ExchangeEvent, sequence: number | undefined): Promise<void> {
    this.#awaited = seat
    await seat.deliver(event, sequence)
    this.#awaited = undefined
  }

  async #deliverAll(): Promise<void> {
    // Let the caller finish first: a submit must be answered before its events arrive.
    await Promise.resolve()
    for (;;) {
      const happening = this.#happenings.shift()
      if (happening !== undefined) {
        for (const seat of this.seats()) await this.#deliver(seat, happening.event, happening.sequence)
        continue
      }
      const announced = this.#announcements.shift()
      if (announced === undefined) return
      this.#current = announced
      await this.#deliver(announced.seat, announced.event, undefined)
      this.#current = undefined
    }
  }
}
