import {
  openingSide,
  type Candle,
  type Decimal,
  type Instrument,
  type OrderRequest,
  type Position,
} from '@tradingboost/domain'
import type { RejectReason } from '@tradingboost/exchange'

export interface Rejection {
  readonly reason: RejectReason
  readonly message: string
}

/** What a request is judged by, besides margin. */
export interface RequestContext {
  readonly instrument: Instrument
  /** Of the request's position side; absent when it was never opened. */
  readonly position: Position | undefined
  /** Absent before the first candle. */
  readonly lastCandle: Candle | undefined
}

/** In hedge mode the closing side always reduces, with or without the flag. */
export const isClosing = (request: Pick<OrderRequest, 'side' | 'positionSide'>): boolean =>
  request.side !== openingSide(request.positionSide)

/** The price that an order is valued at before it trades; undefined when nothing has traded yet. */
export const referencePrice = (request: OrderRequest, lastCandle: Candle | undefined): Decimal | undefined =>
  request.price ?? request.triggerPrice ?? lastCandle?.close

/** Whether a limit price would trade at once against the last price. */
export function wouldTake(request: Pick<OrderRequest, 'side' | 'price'>, lastCandle: Candle | undefined): boolean {
  if (lastCandle === undefined || request.price === undefined) return false
  return request.side === 'buy' ? request.price.gte(lastCandle.close) : request.price.lte(lastCandle.close)
}

/** Why an exchange would not take the request; undefined when it would, margin aside. */
export function checkRequest(request: OrderRequest, context: RequestContext): Rejection | undefined {
  return (
    checkShape(request, context) ??
    checkSteps(request, context.instrument) ??
    checkReduction(request, context) ??
    checkMinimum(request, context) ??
    checkPostOnly(request, context)
  )
}

function checkShape(request: OrderRequest, { instrument, lastCandle }: RequestContext): Rejection | undefined {
  const invalid = (message: string): Rejection => ({ reason: 'invalid-order', message })
  if ((request.type === 'limit') !== (request.price !== undefined)) {
    return invalid(
      `a ${request.type} order ${request.type === 'limit' ? 'needs a' : 'has no'} price: correct the request`,
    )
  }
  if ((request.type === 'stop-market') !== (request.triggerPrice !== undefined)) {
    const rule = request.type === 'stop-market' ? 'needs a' : 'has no'
    return invalid(`a ${request.type} order ${rule} trigger price: correct the request`)
  }
  if (request.postOnly && request.type !== 'limit') return invalid('only a limit order can be post-only: drop the flag')
  if (instrument.kind === 'spot' && request.positionSide === 'short') {
    return invalid(`${instrument.symbol} is spot and cannot be sold short: use position side long`)
  }
  if (request.type === 'market' && lastCandle === undefined) {
    return invalid(`${request.symbol} has not traded yet: send market orders after the first candle`)
  }
  return undefined
}

function checkSteps(request: OrderRequest, instrument: Instrument): Rejection | undefined {
  for (const step of [request.price, request.triggerPrice]) {
    if (step !== undefined && (step.lte(0) || !step.mod(instrument.tickSize).isZero())) {
      const message = `price ${step.toString()} is no positive multiple of the tick size ${instrument.tickSize.toString()}: round it`
      return { reason: 'off-tick', message }
    }
  }
  if (request.quantity.lte(0) || !request.quantity.mod(instrument.lotSize).isZero()) {
    const message = `quantity ${request.quantity.toString()} is no positive multiple of the lot size ${instrument.lotSize.toString()}: round it`
    return { reason: 'off-lot', message }
  }
  return undefined
}

function checkReduction(request: OrderRequest, { position }: RequestContext): Rejection | undefined {
  if (!isClosing(request)) {
    if (!request.reduceOnly) return undefined
    const message = `${request.side} opens a ${request.positionSide} position and cannot reduce it: correct the side`
    return { reason: 'nothing-to-reduce', message }
  }
  if (position !== undefined && position.quantity.gt(0)) return undefined
  const message = `no open ${request.positionSide} position of ${request.symbol} to reduce: open one first`
  return { reason: 'nothing-to-reduce', message }
}

function checkMinimum(request: OrderRequest, { instrument, lastCandle }: RequestContext): Rejection | undefined {
  if (request.quantity.lt(instrument.minQuantity)) {
    const message = `quantity ${request.quantity.toString()} is below the minimum ${instrument.minQuantity.toString()}: raise it`
    return { reason: 'below-minimum', message }
  }
  const reference = referencePrice(request, lastCandle)
  if (isClosing(request) || reference === undefined) return undefined
  const value = reference.mul(request.quantity).mul(instrument.contractSize)
  if (value.gte(instrument.minNotional)) return undefined
  const message = `notional ${value.toString()} is below the minimum ${instrument.minNotional.toString()}: raise the quantity`
  return { reason: 'below-minimum', message }
}

function checkPostOnly(request: OrderRequest, { lastCandle }: RequestContext): Rejection | undefined {
  if (!request.postOnly || lastCandle === undefined || !wouldTake(request, lastCandle)) return undefined
  const message = `post-only ${request.side} at ${request.price?.toString() ?? ''} would take at ${lastCandle.close.toString()}: move the price away`
  return { reason: 'would-take', message }
}
