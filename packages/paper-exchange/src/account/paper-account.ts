import {
  clientOrderId,
  closingSide,
  direction,
  epochMs,
  money,
  notional,
  type Candle,
  type ClientOrderId,
  type Decimal,
  type EpochMs,
  type Instrument,
  type Order,
  type OrderRequest,
  type Price,
} from '@tradingboost/domain'
import type {
  Amendment,
  AmendOutcome,
  CancelOutcome,
  ExchangeEvent,
  KeepAliveOutcome,
  PrepareOutcome,
  SubmitOutcome,
  TradingTerms,
} from '@tradingboost/exchange'
import { AccountTerms } from './account-terms.ts'
import { AccountLedger } from './account-ledger.ts'
import { checkAmendment } from '../matching/check-amendment.ts'
import { checkRequest, isClosing, referencePrice, type Rejection } from '../matching/check-request.ts'
import type { FeeRates } from '../matching/fee-model.ts'
import type { FillModel } from '../matching/fill-model.ts'
import {
  boundMargin,
  equityOf,
  initialMargin,
  maintenanceMargin,
  type MarginRules,
  type MarkedMarket,
} from './margin-account.ts'
import type { MarketData } from '../market/market-data.ts'
import { MatchingEngine } from '../matching/matching-engine.ts'

export interface PaperAccountSetup {
  readonly balance: Decimal
  readonly margin: MarginRules
  readonly fees: FeeRates
  readonly fillModel: FillModel
  readonly instruments: ReadonlyMap<string, Instrument>
  /** Of the symbols that trade. */
  readonly markets: ReadonlyMap<string, MarketData>
  /** Whether an id stays taken when its order has ended. */
  readonly idsAreUnique: boolean
  readonly isSuspended: (symbol: string) => boolean
  readonly now: () => EpochMs
  readonly tell: (event: ExchangeEvent) => void
}

/** One account: judges requests, lets them match, and is liquidated when its equity is used up. */
export class PaperAccount {
  readonly ledger: AccountLedger
  readonly #setup: PaperAccountSetup
  readonly #engines: ReadonlyMap<string, MatchingEngine>
  readonly #marks = new Map<string, Price>()
  readonly #marked: MarkedMarket
  readonly #terms: AccountTerms
  #liquidations = 0
  #aliveUntil: EpochMs | undefined

  constructor(setup: PaperAccountSetup) {
    this.#setup = setup
    const { fees, fillModel } = setup
    this.#terms = new AccountTerms(setup.margin)
    this.ledger = new AccountLedger({ balance: money(setup.balance), fees, tell: setup.tell })
    const engines = [...setup.instruments.values()].map(
      (instrument) => [instrument.symbol, new MatchingEngine({ instrument, ledger: this.ledger, fillModel })] as const,
    )
    this.#engines = new Map(engines)
    this.#marked = {
      instrumentOf: (symbol) => this.#instrument(symbol),
      markOf: (symbol) => this.#marks.get(symbol),
    }
  }

  submit(request: OrderRequest): SubmitOutcome {
    const at = this.#setup.now()
    const id = request.clientOrderId
    const isTaken = this.#setup.idsAreUnique
      ? this.ledger.order(id) !== undefined
      : this.ledger.resting(id) !== undefined
    if (isTaken) {
      this.ledger.refuseDuplicate(request)
      const message = `client order id ${id} is taken: look that order up, or choose a new id`
      return rejectedBy(id, { reason: 'duplicate-client-order-id', message })
    }
    const rejection = this.#judge(request)
    // Dropped as if it had never arrived: nothing of it is kept.
    if (rejection?.reason !== 'expired' && rejection !== undefined) this.ledger.reject(request, rejection.reason, at)
    if (rejection !== undefined) return rejectedBy(id, rejection)
    const order = this.ledger.accept(request, at)
    this.#engines.get(request.symbol)?.arrive(order)
    return { kind: 'accepted', order }
  }

  cancel(symbol: string, id: ClientOrderId): CancelOutcome {
    const resting = this.ledger.resting(id)
    if (resting !== undefined && resting.order.symbol === symbol) {
      return { kind: 'canceled', order: this.ledger.cancel(resting.order, this.#setup.now()) }
    }
    const order = this.ledger.order(id)
    return { kind: 'not-open', clientOrderId: id, ...(order === undefined ? {} : { order }) }
  }

  /** A market order waits for the next open and has nothing to amend. */
  amend(symbol: string, id: ClientOrderId, amendment: Amendment): AmendOutcome {
    const resting = this.ledger.resting(id)
    if (resting === undefined || resting.order.symbol !== symbol) {
      const order = this.ledger.order(id)
      return { kind: 'not-open', clientOrderId: id, ...(order === undefined ? {} : { order }) }
    }
    const { order } = resting
    const rejection = checkAmendment(order, amendment) ?? this.#judge({ ...order, ...amendment }, order)
    if (rejection !== undefined) return rejectedBy(id, rejection)
    const at = this.#setup.now()
    const amended = this.ledger.amend(order, amendment, at)
    this.#engines.get(symbol)?.arrive(amended)
    return { kind: 'amended', order: amended }
  }

  cancelAll(symbol: string): readonly Order[] {
    const at = this.#setup.now()
    return this.ledger.restingOrders(symbol).map(({ order }) => this.ledger.cancel(order, at))
  }

  prepare(symbol: string, terms: TradingTerms): PrepareOutcome {
    const instrument = this.#setup.instruments.get(symbol)
    if (instrument !== undefined) return this.#terms.prepare(instrument, terms)
    return { kind: 'refused', message: `${symbol} is not traded here: choose a listed symbol` }
  }

  keepAlive(seconds: number): KeepAliveOutcome {
    this.#aliveUntil = seconds === 0 ? undefined : epochMs(this.#setup.now() + seconds * 1_000)
    return this.#aliveUntil === undefined ? { kind: 'disarmed' } : { kind: 'armed', until: this.#aliveUntil }
  }

  /** The market has reached that time: a dead man's switch that nobody has renewed cancels all but the stops. */
  passTime(at: EpochMs): void {
    if (this.#aliveUntil === undefined || at <= this.#aliveUntil) return
    this.#aliveUntil = undefined
    for (const { order } of this.ledger.allRestingOrders()) {
      if (order.triggerPrice === undefined) this.ledger.cancel(order, at, 'not-kept-alive')
    }
  }

  /** Longs pay a positive rate of their notional at the last price to shorts; spot pays none. */
  fund(symbol: string, rate: Decimal, at: EpochMs): void {
    const instrument = this.#instrument(symbol)
    const mark = this.#marks.get(symbol)
    if (instrument.kind === 'spot' || mark === undefined) return
    for (const { symbol: held, side, quantity } of this.ledger.positions()) {
      if (held !== symbol || quantity.isZero()) continue
      const amount = money(notional(instrument, mark, quantity).mul(rate).mul(-direction(side)))
      this.ledger.bookFunding(amount)
      this.#setup.tell({ kind: 'funding', symbol, positionSide: side, rate, amount, at })
    }
  }

  /** Matches the candle that has just been appended to the market of that symbol. */
  walk(symbol: string, candle: Candle): void {
    const at = this.#setup.now()
    this.#engines.get(symbol)?.walk(candle, at, (mark) => {
      this.#marks.set(symbol, mark)
      this.#liquidateIfDue(at)
    })
  }

  /** Balance plus unrealized PnL at the last prices. */
  equity(): Decimal {
    return equityOf(this.ledger, this.#marked)
  }

  #instrument(symbol: string): Instrument {
    const instrument = this.#setup.instruments.get(symbol)
    if (instrument === undefined) throw new Error(`no instrument ${symbol}: orders of it must have been rejected`)
    return instrument
  }

  /** `before` is the resting order that the request changes: its margin is free for the change. */
  #judge(request: OrderRequest, before?: Order): Rejection | undefined {
    const instrument = this.#setup.instruments.get(request.symbol)
    if (instrument === undefined) {
      return { reason: 'unknown-symbol', message: `${request.symbol} is not traded here: choose a listed symbol` }
    }
    if (request.expireAt !== undefined && before === undefined && this.#setup.now() > request.expireAt) {
      return { reason: 'expired', message: `the request expired before it arrived: send it again under a new id` }
    }
    if (this.#setup.isSuspended(request.symbol)) {
      return { reason: 'suspended', message: `${request.symbol} is suspended: wait until it trades again` }
    }
    const lastCandle = this.#setup.markets.get(request.symbol)?.lastCandle
    const position = this.ledger.position(request.symbol, request.positionSide)
    return checkRequest(request, { instrument, position, lastCandle }) ?? this.#judgeMargin(request, instrument, before)
  }

  #judgeMargin(request: OrderRequest, instrument: Instrument, before?: Order): Rejection | undefined {
    const reference = referencePrice(request, this.#setup.markets.get(request.symbol)?.lastCandle)
    if (isClosing(request) || reference === undefined) return undefined
    const { fees } = this.#setup
    const rulesOf = (symbol: string) => this.#terms.rulesOf(symbol)
    const quantity = request.quantity.minus(before?.filledQuantity ?? 0)
    const fee = reference.mul(quantity).mul(instrument.contractSize).mul(fees.taker)
    const needed = initialMargin(instrument, rulesOf(instrument.symbol), reference, quantity).plus(fee)
    const free = this.equity().minus(boundMargin(this.ledger, this.#marked, rulesOf, before?.clientOrderId))
    if (needed.lte(free)) return undefined
    const message = `needs ${needed.toFixed(8)} ${instrument.settle} margin and ${free.toFixed(8)} is free: lower the quantity`
    return { reason: 'insufficient-margin', message }
  }

  #liquidateIfDue(at: EpochMs): void {
    const maintenance = maintenanceMargin(this.ledger, this.#marked, this.#setup.margin)
    if (maintenance.isZero() || this.equity().gt(maintenance)) return
    for (const { order } of this.ledger.allRestingOrders()) this.ledger.cancel(order, at, 'liquidation')
    for (const position of this.ledger.positions()) {
      if (position.quantity.isZero()) continue
      const { symbol, side: positionSide, quantity } = position
      this.#setup.tell({ kind: 'liquidated', symbol, positionSide, how: 'full', quantity, at })
      const order: Order = this.ledger.accept(
        {
          clientOrderId: this.#nextLiquidationId(),
          symbol: position.symbol,
          side: closingSide(position.side),
          positionSide: position.side,
          type: 'market',
          quantity: position.quantity,
          reduceOnly: true,
          postOnly: false,
        },
        at,
      )
      const mark = this.#marks.get(position.symbol) ?? position.averagePrice
      this.#engines.get(position.symbol)?.liquidate(order, mark, at)
    }
    if (this.#isFlat()) this.ledger.bearShortfall()
  }

  #isFlat(): boolean {
    return this.ledger.positions().every(({ quantity }) => quantity.isZero())
  }

  #nextLiquidationId(): ClientOrderId {
    let id: ClientOrderId
    do {
      this.#liquidations += 1
      id = clientOrderId(`liquidation-${String(this.#liquidations)}`)
    } while (this.ledger.order(id) !== undefined)
    return id
  }
}

/** The paper exchange's own code of a rejection is its reason. */
const rejectedBy = (clientOrderId: ClientOrderId, { reason, message }: Rejection) =>
  ({ kind: 'rejected', clientOrderId, reason, message, raw: { code: reason, text: message } }) as const
