import { TradingError } from '@tradingboost/domain'
import type { ExchangeEvent, Market } from '@tradingboost/exchange'
import type { AckLimit } from './ack-limit.ts'

type OnEvent = (event: ExchangeEvent) => Promise<void>
type Outcome = 'acknowledged' | 'broken off' | 'late'

/**
 * A subscriber's place in its account. The market waits for its acknowledgement, and for a new occupant when its connection
 * breaks, as long as the limit allows. Then the seat lags: events pass it by, and its occupant gets `lost` once it acknowledges.
 */
export class Seat {
  readonly market: Market
  readonly #limit: AckLimit | undefined
  readonly #onCaughtUp: (seat: Seat) => void
  #occupant: OnEvent | undefined
  /** The last occupant, also while its connection is broken. */
  #holder: OnEvent | undefined
  #left = false
  #isLagging = false
  /** Why events were missed, until the occupant has been given `lost`. */
  #owed: TradingError | undefined
  #skipBefore = 0
  #interrupt: ((outcome: 'broken off' | 'late') => void) | undefined

  constructor(
    market: Market,
    { limit, onCaughtUp = () => undefined }: { limit?: AckLimit; onCaughtUp?: (seat: Seat) => void } = {},
  ) {
    this.market = market
    this.#limit = limit
    this.#onCaughtUp = onCaughtUp
  }

  get isPresent(): boolean {
    return this.#occupant !== undefined
  }

  get state(): 'present' | 'lagging' | 'missing' {
    if (this.#occupant === undefined) return 'missing'
    return this.#isLagging ? 'lagging' : 'present'
  }

  /** Occupies the seat. Account events numbered below `skipBefore` are not delivered: the newcomer asks for the state instead. */
  take(onEvent: OnEvent, skipBefore: number): void {
    this.#occupant = onEvent
    this.#holder = onEvent
    this.#skipBefore = skipBefore
    this.#isLagging = false
    this.#owed = undefined
    this.#interrupt?.('broken off')
  }

  /** The connection of this occupant broke; an occupant that has been replaced changes nothing. */
  vacate(onEvent: OnEvent): void {
    if (this.#occupant !== onEvent) return
    this.#occupant = undefined
    this.#interrupt?.('broken off')
  }

  /**
   * This occupant gives the seat up: nothing is delivered and nobody waits any more. False for an occupant that has been
   * replaced, which changes nothing.
   */
  leave(onEvent: OnEvent): boolean {
    if (this.#holder !== onEvent) return false
    this.#left = true
    this.#occupant = undefined
    this.#interrupt?.('broken off')
    return true
  }

  /** Stops waiting now, as if the limit were over. */
  giveUp(): void {
    this.#interrupt?.('late')
  }

  /**
   * Resolves once the event is acknowledged or need not be delivered; a rejection of the subscriber is passed on. One at a time.
   * A `lost` is delivered only when events were missed.
   */
  async deliver(event: ExchangeEvent, sequence: number | undefined): Promise<void> {
    while (!this.#left && !this.#isLagging) {
      if (sequence !== undefined && sequence < this.#skipBefore) return
      const occupant = this.#occupant
      if (occupant === undefined) {
        if ((await this.#wait(undefined)) === 'late') this.#isLagging = true
        continue
      }
      const cause = this.#owed
      if (cause === undefined && event.kind === 'lost') return
      const acknowledged = occupant(cause === undefined ? event : { kind: 'lost', cause })
      const outcome = await this.#wait(acknowledged)
      if (outcome === 'late') return this.#lag(occupant, acknowledged)
      if (outcome === 'broken off') continue
      if (cause === undefined) return
      this.#owed = undefined
    }
  }

  async #wait(acknowledged: Promise<void> | undefined): Promise<Outcome> {
    const interrupted = Promise.withResolvers<'broken off' | 'late'>()
    this.#interrupt = interrupted.resolve
    const over = new AbortController()
    const ends: Promise<Outcome>[] = [interrupted.promise]
    if (acknowledged !== undefined) ends.push(acknowledged.then(() => 'acknowledged'))
    if (this.#limit !== undefined) {
      ends.push(this.#limit.clock.sleep(this.#limit.limitMs, over.signal).then(() => 'late'))
    }
    try {
      return await Promise.race(ends)
    } finally {
      this.#interrupt = undefined
      over.abort()
    }
  }

  #lag(occupant: OnEvent, acknowledged: Promise<void>): void {
    this.#isLagging = true
    const catchUp = (): void => {
      if (this.#occupant !== occupant) return
      this.#isLagging = false
      const message = `events passed ${this.market.subscriber} by while it did not acknowledge: reconcile`
      this.#owed = new TradingError('exchange-unavailable', message, { retry: 'later' })
      this.#onCaughtUp(this)
    }
    // One that fails instead never acknowledges: it goes on lagging.
    acknowledged.then(catchUp, () => undefined)
  }
}
