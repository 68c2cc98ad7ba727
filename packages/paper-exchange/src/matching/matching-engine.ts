import {
  Decimal,
  quantity,
  zero,
  type Candle,
  type EpochMs,
  type Instrument,
  type Order,
  type OrderSide,
  type Price,
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
    onPrice(candle.open)
    let from = candle.open
    for (const to of candlePath(candle, this.#exposure()).slice(1)) {
      this.#meet(contactsBetween(this.#resting(), from, to), at)
      onPrice(to)
      from = to
    }
  }

  /** Lets a newly accepted order take at once at the last close, as far as the last candle's volume goes. */
  takeAtOnce(order: Order, at: EpochMs): void {
    const candle = this.#candle
    if (candle === undefined) return
    if (order.type === 'market' || isTriggered(order, candle.close)) {
      this.#execute({ kind: 'trigger', order, price: candle.close }, at)
    } else if (wouldTake(order, candle)) {
      this.#trade(order, { at, price: this.#limitedPrice(order, candle), liquidity: 'taker', contact: 'through' })
    }
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
    if (kind !== 'trigger') {
      this.#trade(order, { at, price, liquidity: 'maker', contact: kind })
      return
    }
    this.#ledger.startWorking(order.clientOrderId)
    const taken = this.#takingPrice(order.side, price)
    this.#trade(order, { at, price: taken, liquidity: 'taker', contact: 'through' })
  }

  #trade(
    order: Order,
    trade: { at: EpochMs; price: Price; liquidity: 'maker' | 'taker'; contact: 'through' | 'touch' },
  ): void {
    const wanted = [order.quantity.minus(order.filledQuantity), availableVolume(this.#budget, trade.contact)]
    if (isClosing(order)) {
      wanted.push(this.#ledger.position(order.symbol, order.positionSide)?.quantity ?? zero)
    }
    const traded = quantity(Decimal.min(...wanted))
    if (traded.lte(0)) return
    this.#budget = spendVolume(this.#budget, traded, trade.contact)
    const { price, liquidity } = trade
    this.#ledger.fill(this.#instrument, order, { price, quantity: traded, liquidity }, trade.at)
  }

  #takingPrice(side: OrderSide, price: Price): Price {
    if (this.#candle === undefined) return price
    return takingPrice(this.#model, this.#instrument, { side, at: price, candle: this.#candle })
  }

  #limitedPrice(order: Order, candle: Candle): Price {
    const taken = this.#takingPrice(order.side, candle.close)
    if (order.price === undefined) return taken
    return (order.side === 'buy' ? taken.gt(order.price) : taken.lt(order.price)) ? order.price : taken
  }
}
