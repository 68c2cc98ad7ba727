import type { ExchangeEvent, Market } from '@tradingboost/exchange'

type OnEvent = (event: ExchangeEvent) => Promise<void>

/** A subscriber's place in its account. The market waits for a seat whose connection broke, until somebody takes it again. */
export class Seat {
  readonly market: Market
  #occupant: OnEvent | undefined
  /** The last occupant, also while its connection is broken. */
  #holder: OnEvent | undefined
  #left = false
  #skipBefore = 0
  #awaken = Promise.withResolvers<void>()
  #breakOff: (() => void) | undefined

  constructor(market: Market) {
    this.market = market
  }

  get isPresent(): boolean {
    return this.#occupant !== undefined
  }

  /** Occupies the seat. Account events numbered below `skipBefore` are not delivered: the newcomer asks for the state instead. */
  take(onEvent: OnEvent, skipBefore: number): void {
    this.#occupant = onEvent
    this.#holder = onEvent
    this.#skipBefore = skipBefore
    this.#breakOff?.()
    this.#awaken.resolve()
  }

  /** The connection of this occupant broke; an occupant that has been replaced changes nothing. */
  vacate(onEvent: OnEvent): void {
    if (this.#occupant !== onEvent) return
    this.#occupant = undefined
    this.#awaken = Promise.withResolvers()
    this.#breakOff?.()
  }

  /**
   * This occupant gives the seat up: nothing is delivered and nobody waits any more. False for an occupant that has been
   * replaced, which changes nothing.
   */
  leave(onEvent: OnEvent): boolean {
    if (this.#holder !== onEvent) return false
    this.#left = true
    this.#occupant = undefined
    this.#breakOff?.()
    this.#awaken.resolve()
    return true
  }

  /** Resolves once the event is acknowledged or need not be delivered; a rejection of the subscriber is passed on. One at a time. */
  async deliver(event: ExchangeEvent, sequence: number | undefined): Promise<void> {
    while (!this.#left) {
      if (sequence !== undefined && sequence < this.#skipBefore) return
      if (this.#occupant === undefined) {
        await this.#awaken.promise
        continue
      }
      const brokenOff = Promise.withResolvers<'broken off'>()
      this.#breakOff = () => brokenOff.resolve('broken off')
      if ((await Promise.race([this.#occupant(event), brokenOff.promise])) !== 'broken off') return
    }
  }
}
