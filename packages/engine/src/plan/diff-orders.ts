import { quantity, quantityLeft, type ClientOrderId, type Price, type Quantity } from '@tradingboost/domain'
import { ReductionRoom, type Held } from './reduction-room.ts'
import type { StandingOrder } from './standing-order.ts'
import type { WantedOrder, WantedOrders } from './wanted-order.ts'

/** One thing to do, so that the standing orders become the wanted ones. */
export type PlanStep =
  | { readonly kind: 'cancel'; readonly clientOrderId: ClientOrderId; readonly leg: string; readonly why: string }
  | {
      readonly kind: 'amend'
      readonly clientOrderId: ClientOrderId
      readonly leg: string
      /** Of the whole order, its filled part included. */
      readonly quantity?: Quantity
      readonly price?: Price
      readonly triggerPrice?: Price
      readonly why: string
    }
  | { readonly kind: 'place'; readonly leg: string; readonly wanted: WantedOrder }

export interface PlanInput {
  readonly wanted: WantedOrders
  /** Oldest first. */
  readonly standing: readonly StandingOrder[]
  readonly held: Held
  /** False while nothing that opens may be sent; orders that rest stay. */
  readonly mayOpen: boolean
  /** Legs that the exchange turned away lately: nothing is placed or amended there for now. */
  readonly paused: ReadonlySet<string>
}

/**
 * The least that turns the standing orders into the wanted ones, what shrinks and ends first. Of a leg at most one order is
 * open or pending; a pending one is waited for. A reduce-only order is placed before the one that it replaces ends where both
 * fit into what is held; otherwise the old one is canceled first. What does not fit yet waits for an answer: the plan is made
 * again after each.
 */
export function diffOrders(input: PlanInput): readonly PlanStep[] {
  const room = new ReductionRoom(input.held)
  const byLeg = new Map<string, StandingOrder[]>()
  for (const standing of input.standing) {
    if (standing.request.reduceOnly) room.take(standing.request, standing.remaining)
    byLeg.set(standing.leg, [...(byLeg.get(standing.leg) ?? []), standing])
  }
  const steps: PlanStep[] = []
  for (const [leg, orders] of byLeg) steps.push(...endSurplus(leg, orders, input.wanted.get(leg)))
  const growing: PlanStep[] = []
  for (const [leg, wanted] of input.wanted) {
    const newest = byLeg.get(leg)?.at(-1)
    const step = newest === undefined ? place(leg, wanted, input, room) : change(leg, newest, wanted, input, room)
    if (step !== undefined) (isShrinking(step, newest) ? steps : growing).push(step)
  }
  return [...steps, ...growing]
}

/** Cancels what nobody wants, and all but the newest order of a leg once that rests. */
function endSurplus(
  leg: string,
  orders: readonly StandingOrder[],
  wanted: WantedOrder | undefined,
): readonly PlanStep[] {
  const isSettled = orders.at(-1)?.state === 'resting'
  const surplus = wanted === undefined ? orders : isSettled ? orders.slice(0, -1) : []
  return surplus
    .filter(({ state }) => state === 'resting')
    .map(({ clientOrderId }) => cancel(leg, clientOrderId, wanted === undefined ? 'not wanted any more' : 'replaced'))
}

function place(
  leg: string,
  wanted: WantedOrder,
  { mayOpen, paused }: PlanInput,
  room: ReductionRoom,
): PlanStep | undefined {
  if (paused.has(leg) || (!wanted.reduceOnly && !mayOpen)) return undefined
  if (wanted.reduceOnly && !room.takeAll(wanted, wanted.quantity)) return undefined
  return { kind: 'place', leg, wanted }
}

function change(
  leg: string,
  standing: StandingOrder,
  wanted: WantedOrder,
  input: PlanInput,
  room: ReductionRoom,
): PlanStep | undefined {
  if (standing.state !== 'resting' || isSame(standing, wanted)) return undefined
  if (input.paused.has(leg)) {
    const coversTooMuch = wanted.reduceOnly && standing.remaining.gt(wanted.quantity)
    return coversTooMuch ? cancel(leg, standing.clientOrderId, 'covers more than is held') : undefined
  }
  if (!wanted.reduceOnly && !input.mayOpen) return undefined
  if (!standing.canAmend || !isAmendable(standing, wanted)) {
    const fitsBeside = wanted.reduceOnly && room.takeAll(wanted, wanted.quantity)
    return fitsBeside ? { kind: 'place', leg, wanted } : cancel(leg, standing.clientOrderId, 'replaced')
  }
  const more = quantityLeft(wanted.quantity, standing.remaining)
  if (wanted.reduceOnly && !room.takeAll(wanted, more)) return undefined
  return amend(leg, standing, wanted)
}

function amend(leg: string, { clientOrderId, request, remaining }: StandingOrder, wanted: WantedOrder): PlanStep {
  const filled = request.quantity.minus(remaining)
  return {
    kind: 'amend',
    clientOrderId,
    leg,
    ...(wanted.quantity.eq(remaining) ? {} : { quantity: quantity(filled.plus(wanted.quantity)) }),
    ...(wanted.price === undefined || isSamePrice(wanted.price, request.price) ? {} : { price: wanted.price }),
    ...(wanted.triggerPrice === undefined || isSamePrice(wanted.triggerPrice, request.triggerPrice)
      ? {}
      : { triggerPrice: wanted.triggerPrice }),
    why: wanted.why,
  }
}

const cancel = (leg: string, clientOrderId: ClientOrderId, why: string): PlanStep => ({
  kind: 'cancel',
  clientOrderId,
  leg,
  why,
})

/** Quantity and prices may differ; everything else makes another order. Market orders cannot be amended. */
const isAmendable = ({ request }: StandingOrder, wanted: WantedOrder): boolean =>
  request.type !== 'market' &&
  request.type === wanted.type &&
  request.side === wanted.side &&
  request.positionSide === wanted.positionSide &&
  request.reduceOnly === wanted.reduceOnly &&
  request.postOnly === wanted.postOnly

const isSame = (standing: StandingOrder, wanted: WantedOrder): boolean =>
  standing.request.type === wanted.type &&
  standing.request.side === wanted.side &&
  standing.request.positionSide === wanted.positionSide &&
  standing.request.reduceOnly === wanted.reduceOnly &&
  standing.request.postOnly === wanted.postOnly &&
  standing.remaining.eq(wanted.quantity) &&
  isSamePrice(standing.request.price, wanted.price) &&
  isSamePrice(standing.request.triggerPrice, wanted.triggerPrice)

const isSamePrice = (left: Price | undefined, right: Price | undefined): boolean =>
  left === undefined || right === undefined ? left === right : left.eq(right)

function isShrinking(step: PlanStep, standing: StandingOrder | undefined): boolean {
  if (step.kind === 'cancel') return true
  if (step.kind === 'place' || standing === undefined) return false
  return step.quantity !== undefined && step.quantity.lt(standing.request.quantity)
}
