import { clientOrderId, Decimal, quantity, quantityLeft, zero, type Quantity } from '@tradingboost/domain'
import { anOrderRequest } from '@tradingboost/testkit'
import { diffOrders, type PlanStep } from '../src/plan/diff-orders.ts'
import type { StandingOrder } from '../src/plan/standing-order.ts'
import type { WantedOrder, WantedOrders } from '../src/plan/wanted-order.ts'

/** What a made exchange says to one command. */
export type Answer = 'done' | 'rejected' | 'not-offered' | 'fills-a-part'

interface Rest {
  readonly standing: readonly StandingOrder[]
  /** With what has filled taken off. */
  readonly wanted: WantedOrders
  readonly paused: ReadonlySet<string>
  /** The most that limits or stops covered after a plan that had something to cover it with. */
  readonly mostCovered: Decimal
}

let made = 0

/** Answers every command of plan after plan, until a plan has nothing to do; throws when that never comes. */
export function comeToRest(input: {
  readonly wanted: WantedOrders
  readonly standing: readonly StandingOrder[]
  readonly held: { readonly long: { readonly quantity: Quantity } }
  readonly answers: readonly Answer[]
}): Rest {
  const answers = [...input.answers]
  let { standing, wanted } = input
  let held: Quantity = input.held.long.quantity
  const paused = new Set<string>()
  for (let round = 0; round < 60; round += 1) {
    const steps = diffOrders({ wanted, standing, held: { long: { quantity: held } }, mayOpen: true, paused })
    if (steps.length === 0) {
      return { standing, wanted, paused, mostCovered: covered(standing) }
    }
    for (const step of steps) {
      const answer = answers.shift() ?? 'done'
      if (answer === 'rejected' && step.kind !== 'cancel') paused.add(step.leg)
      else standing = carryOut(standing, step, answer)
      const filled = answer === 'fills-a-part' && step.kind === 'place' ? quantity(1) : quantity(0)
      if (step.kind !== 'place' || filled.isZero()) continue
      standing = standing.flatMap((order) => (order.leg === step.leg ? fill(order, filled) : [order]))
      wanted = new Map(
        [...wanted].flatMap(([leg, order]) => (leg === step.leg ? less(leg, order, filled) : [[leg, order]])),
      )
      held = step.wanted.reduceOnly ? quantityLeft(held, filled) : held
      if (step.wanted.reduceOnly) wanted = cutTo(wanted, held)
    }
  }
  throw new Error('the plan never comes to rest')
}

const covered = (standing: readonly StandingOrder[]): Decimal => {
  const sum = (isStop: boolean) =>
    standing
      .filter(({ request }) => request.reduceOnly && (request.type === 'stop-market') === isStop)
      .reduce((total, { remaining }) => total.plus(remaining), zero)
  return Decimal.max(sum(true), sum(false))
}

function carryOut(standing: readonly StandingOrder[], step: PlanStep, answer: Answer): readonly StandingOrder[] {
  if (step.kind === 'cancel') return standing.filter((order) => order.clientOrderId !== step.clientOrderId)
  if (step.kind === 'place') return [...standing, placed(step.leg, step.wanted)]
  return standing.map((order) => {
    if (order.clientOrderId !== step.clientOrderId) return order
    if (answer === 'not-offered') return { ...order, canAmend: false }
    const filled = order.request.quantity.minus(order.remaining)
    const request = {
      ...order.request,
      ...(step.quantity === undefined ? {} : { quantity: step.quantity }),
      ...(step.price === undefined ? {} : { price: step.price }),
      ...(step.triggerPrice === undefined ? {} : { triggerPrice: step.triggerPrice }),
    }
    return { ...order, request, remaining: quantity(request.quantity.minus(filled)) }
  })
}

function placed(leg: string, { why: _, ...wanted }: WantedOrder): StandingOrder {
  made += 1
  const id = clientOrderId(`made${String(made)}`)
  const { price: _price, ...base } = anOrderRequest()
  return {
    clientOrderId: id,
    leg,
    request: { ...base, ...wanted, clientOrderId: id },
    remaining: wanted.quantity,
    state: 'resting',
    canAmend: true,
  }
}

const fill = (order: StandingOrder, filled: Quantity): readonly StandingOrder[] => {
  const remaining = quantityLeft(order.remaining, filled)
  return remaining.isZero() ? [] : [{ ...order, remaining }]
}

const less = (leg: string, order: WantedOrder, filled: Quantity): readonly (readonly [string, WantedOrder])[] => {
  const left = quantityLeft(order.quantity, filled)
  return left.isZero() ? [] : [[leg, { ...order, quantity: left }]]
}

/** A strategy wants to cover no more than is held. */
function cutTo(wanted: WantedOrders, held: Quantity): WantedOrders {
  let stops: Quantity = held
  let limits: Quantity = held
  const cut = new Map<string, WantedOrder>()
  for (const [leg, order] of wanted) {
    if (!order.reduceOnly) cut.set(leg, order)
    else {
      const room = order.type === 'stop-market' ? stops : limits
      const size = quantity(Decimal.min(room, order.quantity))
      if (order.type === 'stop-market') stops = quantityLeft(stops, size)
      else limits = quantityLeft(limits, size)
      if (size.gt(0)) cut.set(leg, { ...order, quantity: size })
    }
  }
  return cut
}
