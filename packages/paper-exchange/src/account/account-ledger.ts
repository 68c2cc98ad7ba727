import {
  applyFill,
  exchangeOrderId,
  fillId,
  money,
  quantity,
  price,
  type ClientOrderId,
  type EpochMs,
  type Fill,
  type Instrument,
  type Money,
  type Order,
  type OrderRequest,
  type Position,
  type PositionSide,
  type Price,
  type Quantity,
} from '@tradingboost/domain'
import type { Amendment, ExchangeEvent } from '@tradingboost/exchange'
import { isClosing } from '../matching/check-request.ts'
import { feeOf, type FeeRates } from '../matching/fee-model.ts'
import type { RestingOrder } from '../matching/order-contact.ts'

export interface Execution {
  readonly price: Price
  readonly quantity: Quantity
  readonly liquidity: Fill['liquidity']
}

/** Orders, fills, positions and money of one account; every change is numbered and told to `tell`, in order. */
export class AccountLedger {
  readonly #fees: FeeRates
  readonly #tell: (event: ExchangeEvent) => void
  readonly #orders = new Map<ClientOrderId, Order>()
  readonly #resting = new Map<ClientOrderId, RestingOrder>()
  readonly #positions = new Map<string, Position>()
  readonly #revisions: Order[] = []
  readonly #fills: Fill[] = []
  readonly #duplicates: OrderRequest[] = []
  #balance: Money
  #funding: Money = money(0)
  #shortfall: Money = money(0)
  #acceptedOrders = 0

  constructor(setup: {
    readonly balance: Money
    readonly fees: FeeRates
    readonly tell: (event: ExchangeEvent) => void
  }) {
    this.#balance = setup.balance
    this.#fees = setup.fees
    this.#tell = setup.tell
  }

  get balance(): Money {
    return this.#balance
  }

  /** Received less paid. */
  get funding(): Money {
    return this.#funding
  }

  /** What the exchange bore because the balance could not. */
  get shortfall(): Money {
    return this.#shortfall
  }

  bookFunding(amount: Money): void {
    this.#funding = money(this.#funding.plus(amount))
    this.#balance = money(this.#balance.plus(amount))
  }

  /** A balance never stays below zero: what a liquidation could not cover is booked apart. */
  bearShortfall(): void {
    if (!this.#balance.isNegative()) return
    this.#shortfall = money(this.#shortfall.minus(this.#balance))
    this.#balance = money(0)
  }

  /** Every order that was ever sent, rejected ones included. */
  order(id: ClientOrderId): Order | undefined {
    return this.#orders.get(id)
  }

  resting(id: ClientOrderId): RestingOrder | undefined {
    return this.#resting.get(id)
  }

  /** Oldest first. */
  restingOrders(symbol: string): readonly RestingOrder[] {
    return [...this.#resting.values()].filter(({ order }) => order.symbol === symbol)
  }

  allRestingOrders(): readonly RestingOrder[] {
    return [...this.#resting.values()]
  }

  position(symbol: string, side: PositionSide): Position | undefined {
    return this.#positions.get(`${symbol} ${side}`)
  }

  /** Closed ones too, with quantity 0. */
  positions(): readonly Position[] {
    return [...this.#positions.values()]
  }

  fills(): readonly Fill[] {
    return this.#fills
  }

  /** Each order once per change, in the order of the changes. */
  revisions(): readonly Order[] {
    return this.#revisions
  }

  /** Requests under an id that was used before, in the order in which they came. */
  duplicates(): readonly OrderRequest[] {
    return this.#duplicates
  }

  accept(request: OrderRequest, at: EpochMs): Order {
    this.#acceptedOrders += 1
    const order: Order = {
      ...request,
      exchangeOrderId: exchangeOrderId(String(this.#acceptedOrders)),
      status: 'accepted',
      filledQuantity: quantity(0),
      createdAt: at,
      updatedAt: at,
      revision: 1,
    }
    this.#resting.set(order.clientOrderId, { order, takes: false })
    this.#write(order)
    this.#tell({ kind: 'order', order })
    return order
  }

  /** Kept so that `order` can answer for an outcome that got lost. */
  reject(request: OrderRequest, reason: string, at: EpochMs): void {
    this.#write({
      ...request,
      status: 'rejected',
      filledQuantity: quantity(0),
      createdAt: at,
      updatedAt: at,
      revision: 1,
      reason,
    })
  }

  /** Kept apart: the order that has the id stays as it is. */
  refuseDuplicate(request: OrderRequest): void {
    this.#duplicates.push(request)
  }

  /** The order trades at the next open. */
  startTaking(id: ClientOrderId): void {
    const resting = this.#resting.get(id)
    if (resting !== undefined) this.#resting.set(id, { ...resting, takes: true })
  }

  /** What is left of the symbol's orders after the open rests. */
  endTaking(symbol: string): void {
    for (const [id, { order, takes }] of this.#resting) {
      if (takes && order.symbol === symbol) this.#resting.set(id, { order, takes: false })
    }
  }

  fill(instrument: Instrument, before: Order, execution: Execution, at: EpochMs): void {
    const filledQuantity = quantity(before.filledQuantity.plus(execution.quantity))
    const paid = (before.averagePrice ?? execution.price).mul(before.filledQuantity)
    const order: Order = {
      ...before,
      status: filledQuantity.eq(before.quantity) ? 'filled' : 'partially-filled',
      filledQuantity,
      averagePrice: price(paid.plus(execution.price.mul(execution.quantity)).div(filledQuantity)),
      updatedAt: at,
      revision: before.revision + 1,
    }
    const fill = this.#bookFill(instrument, order, execution, at)
    const { position, realizedPnl } = applyFill(instrument, this.position(order.symbol, order.positionSide), fill)
    this.#fills.push(fill)
    this.#positions.set(`${order.symbol} ${order.positionSide}`, position)
    this.#balance = money(this.#balance.plus(realizedPnl).minus(fill.fee))
    if (order.status === 'filled') this.#resting.delete(order.clientOrderId)
    else this.#resting.set(order.clientOrderId, { order, takes: false })
    this.#write(order)
    this.#tell({ kind: 'fill', fill, order, position })
    if (position.quantity.isZero()) this.#cancelReducing(position, at)
  }

  /** The order rests on with those fields changed. */
  amend(before: Order, amendment: Amendment, at: EpochMs): Order {
    const order: Order = { ...before, ...amendment, updatedAt: at, revision: before.revision + 1 }
    this.#resting.set(order.clientOrderId, { order, takes: false })
    this.#write(order)
    this.#tell({ kind: 'order', order })
    return order
  }

  cancel(before: Order, at: EpochMs, reason?: string): Order {
    const order: Order = {
      ...before,
      status: 'canceled',
      updatedAt: at,
      revision: before.revision + 1,
      ...(reason === undefined ? {} : { reason }),
    }
    this.#resting.delete(order.clientOrderId)
    this.#write(order)
    this.#tell({ kind: 'order', order })
    return order
  }

  #bookFill(instrument: Instrument, order: Order, execution: Execution, at: EpochMs): Fill {
    return {
      fillId: fillId(String(this.#fills.length + 1)),
      clientOrderId: order.clientOrderId,
      exchangeOrderId: order.exchangeOrderId ?? exchangeOrderId(String(this.#acceptedOrders)),
      symbol: order.symbol,
      side: order.side,
      positionSide: order.positionSide,
      ...execution,
      fee: feeOf(instrument, this.#fees, execution),
      filledAt: at,
    }
  }

  #cancelReducing(closed: Position, at: EpochMs): void {
    for (const { order } of this.restingOrders(closed.symbol)) {
      if (order.positionSide === closed.side && isClosing(order)) this.cancel(order, at, 'nothing-to-reduce')
    }
  }

  #write(order: Order): void {
    this.#orders.set(order.clientOrderId, order)
    this.#revisions.push(order)
  }
}
