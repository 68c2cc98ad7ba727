import {
  clientOrderId,
  closingSide,
  money,
  type Candle,
  type ClientOrderId,
  type Decimal,
  type EpochMs,
  type Instrument,
  type Order,
  type OrderRequest,
  type Price,
} from '@tradingboost/domain'
import type { Amendment, AmendOutcome, CancelOutcome, ExchangeEvent, SubmitOutcome } from '@tradingboost/exchange'
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
  #liquidations = 0

  constructor(setup: PaperAccountSetup) {
    this.#setup = setup
    const { fees, fillModel } = setup
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
    if (this.ledger.order(id) !== undefined) {
      this.ledger.refuseDuplicate(request)
      const message = `client order id ${id} was used before: choose a new one`
      return { kind: 'rejected', clientOrderId: id, reason: 'duplicate-client-order-id', message }
    }
    const rejection = this.#judge(request)
    if (rejection !== undefined) {
      this.ledger.reject(request, rejection.reason, at)
      return { kind: 'rejected', clientOrderId: id, ...rejection }
    }
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
    if (rejection !== undefined) return { kind: 'rejected', clientOrderId: id, ...rejection }
    const at = this.#setup.now()
    const amended = this.ledger.amend(order, amendment, at)
    this.#engines.get(symbol)?.arrive(amended)
    return { kind: 'amended', order: amended }
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
    const lastCandle = this.#setup.markets.get(request.symbol)?.lastCandle
    const position = this.ledger.position(request.symbol, request.positionSide)
    return checkRequest(request, { instrument, position, lastCandle }) ?? this.#judgeMargin(request, instrument, before)
  }

  #judgeMargin(request: OrderRequest, instrument: Instrument, before?: Order): Rejection | undefined {
    const reference = referencePrice(request, this.#setup.markets.get(request.symbol)?.lastCandle)
    if (isClosing(request) || reference === undefined) return undefined
    const { margin, fees } = this.#setup
    const quantity = request.quantity.minus(before?.filledQuantity ?? 0)
    const fee = reference.mul(quantity).mul(instrument.contractSize).mul(fees.taker)
    const needed = initialMargin(instrument, margin, reference, quantity).plus(fee)
    const free = this.equity().minus(boundMargin(this.ledger, this.#marked, margin, before?.clientOrderId))
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
