import {
  Decimal,
  quantity,
  zero,
  type Candle,
  type EpochMs,
  type Instrument,
  type Order,
  type Price,
  type Quantity,
} from '@tradingboost/domain'
import type { AccountLedger } from '../account/account-ledger.ts'
import { isClosing, wouldTake } from './check-request.ts'
import {
  availableVolume,
  candlePath,
  noVolume,
  spendVolume,
  takingPrice,
  volumeBudget,
  type FillModel,
  type VolumeBudget,
} from './fill-model.ts'
import { contactsAtOpen, contactsBetween, isTriggered, type Contact } from './order-contact.ts'

/** The orders of one account in one instrument, matched against candles. No I/O, no clock: same input, same fills. */
export class MatchingEngine {
  readonly #instrument: Instrument
  readonly #ledger: AccountLedger
  readonly #model: FillModel
  #budget: VolumeBudget = noVolume
  #candle: Candle | undefined

  constructor(setup: {
    readonly instrument: Instrument
    readonly ledger: AccountLedger
    readonly fillModel: FillModel
  }) {
    this.#instrument = setup.instrument
    this.#ledger = setup.ledger
    this.#model = setup.fillModel
  }

  /** Walks the next candle over the resting orders; `onPrice` is called at each turn of its path, fills up to there done. */
  walk(candle: Candle, at: EpochMs, onPrice: (price: Price) => void): void {
    this.#candle = candle
    this.#budget = volumeBudget(this.#model, this.#instrument, candle)
    this.#meet(contactsAtOpen(this.#resting(), candle.open), at)
    this.#ledger.endTaking(this.#instrument.symbol)
    onPrice(candle.open)
    let from = candle.open
    for (const to of candlePath(candle, this.#exposure()).slice(1)) {
      this.#meet(contactsBetween(this.#resting(), from, to), at)
      onPrice(to)
      from = to
    }
  }

  /** Lets a newly accepted or amended order that would trade at the last close take at the next open. */
  arrive(order: Order): void {
    const close = this.#candle?.close
    if (close === undefined) return
    const takes = order.type === 'market' || isTriggered(order, close) || wouldTake(order, this.#candle)
    if (takes) this.#ledger.startTaking(order.clientOrderId)
  }

  /** Closes a position at that price regardless of volume: the exchange takes it over. */
  liquidate(order: Order, price: Price, at: EpochMs): void {
    this.#ledger.fill(this.#instrument, order, { price, quantity: order.quantity, liquidity: 'taker' }, at)
  }

  #resting() {
    return this.#ledger.restingOrders(this.#instrument.symbol)
  }

  #exposure(): Decimal {
    const held = (side: 'long' | 'short') => this.#ledger.position(this.#instrument.symbol, side)?.quantity ?? zero
    return held('long').minus(held('short'))
  }

  #meet(contacts: readonly Contact[], at: EpochMs): void {
    for (const contact of contacts) {
      // An earlier contact may have filled or canceled this order.
      const resting = this.#ledger.resting(contact.order.clientOrderId)
      if (resting !== undefined) this.#execute({ ...contact, order: resting.order }, at)
    }
  }

  #execute({ kind, order, price }: Contact, at: EpochMs): void {
    const isTaking = kind === 'take' || kind === 'trigger'
    const contact = kind === 'touch' ? 'touch' : 'through'
    const traded = this.#tradable(order, contact)
    if (traded.gt(0)) {
      this.#budget = spendVolume(this.#budget, traded, contact)
      const execution = isTaking
        ? { price: this.#takingPrice(order, price, traded), quantity: traded, liquidity: 'taker' as const }
        : { price, quantity: traded, liquidity: 'maker' as const }
      this.#ledger.fill(this.#instrument, order, execution, at)
    }
    if (kind === 'trigger') this.#cancelRest(order, at)
  }

  #tradable(order: Order, contact: 'through' | 'touch'): Quantity {
    const wanted = [order.quantity.minus(order.filledQuantity), availableVolume(this.#budget, contact)]
    if (isClosing(order)) {
      wanted.push(this.#ledger.position(order.symbol, order.positionSide)?.quantity ?? zero)
    }
    return quantity(Decimal.min(...wanted))
  }

  /** A market order is immediate: what the volume does not give it is canceled, as is the rest of a triggered stop. */
  #cancelRest(order: Order, at: EpochMs): void {
    const rest = this.#ledger.resting(order.clientOrderId)
    if (rest !== undefined) this.#ledger.cancel(rest.order, at, 'no-liquidity')
  }

  /** A limit order never trades at worse than its price. */
  #takingPrice(order: Order, at: Price, traded: Quantity): Price {
    if (this.#candle === undefined) return at
    const { side, price: limit } = order
    const taken = takingPrice(this.#model, this.#instrument, { side, at, quantity: traded, candle: this.#candle })
    if (limit === undefined) return taken
    return (side === 'buy' ? taken.gt(limit) : taken.lt(limit)) ? limit : taken
  }
}
