import { assertNever, canTransition, type ClientOrderId } from '@tradingboost/domain'
import type { AmendOutcome, CancelOutcome, RejectReason, SubmitOutcome } from '@tradingboost/exchange'
import { endOrder, neverArrived, pause, takeOrder, track } from './take-order.ts'
import type { TrackedOrder } from '../engine-state.ts'
import { noteReason } from './note-reasons.ts'
import { count, type Turn } from './turn.ts'

/** What a lost memory may have used: sequences continue from the seconds of event time, far above any count. */
const beyondLostMemory = (now: number): number => Math.floor(now / 1_000)

const hasNoAnswer = <Settings, Memory>({ state }: Turn<Settings, Memory>, id: ClientOrderId): boolean => {
  const status = state.orders.get(id)?.order.status
  return status !== undefined && canTransition(status, 'rejected')
}

/** Takes the answer to a submit. No answer leaves the order `submitted`, until the exchange is asked for it. */
export function takeSubmitAnswer<Settings, Memory>(turn: Turn<Settings, Memory>, outcome: SubmitOutcome): void {
  switch (outcome.kind) {
    case 'accepted':
      return takeOrder(turn, outcome.order)
    case 'rejected':
      if (!hasNoAnswer(turn, outcome.clientOrderId)) return
      count(turn, 'rejected')
      doubt(turn, outcome.reason)
      sayRejection(turn, outcome)
      if (outcome.reason === 'duplicate-client-order-id') {
        const sequence = Math.max(turn.state.sequence, beyondLostMemory(turn.state.now))
        turn.state = { ...turn.state, sequence }
      }
      return endOrder(turn, outcome.clientOrderId, 'rejected', outcome.reason)
    case 'unknown': {
      const tracked = turn.state.orders.get(outcome.clientOrderId)
      if (tracked?.order.status !== 'intended') return
      const order = { ...tracked.order, status: 'submitted', updatedAt: turn.state.now } as const
      track(turn, { ...tracked, order })
      turn.events.push({ kind: 'order-updated', at: turn.state.now, order, leg: tracked.leg })
      return
    }
    default:
      return assertNever(outcome)
  }
}

/** Takes the answer to an amendment. What the exchange cannot amend, the plan replaces. */
export function takeAmendAnswer<Settings, Memory>(turn: Turn<Settings, Memory>, outcome: AmendOutcome): void {
  const id = outcome.kind === 'amended' ? outcome.order.clientOrderId : outcome.clientOrderId
  const tracked = turn.state.orders.get(id)
  if (tracked === undefined) return
  const settle = (amend: TrackedOrder['amend']): void => track(turn, { ...tracked, amend })
  switch (outcome.kind) {
    case 'amended':
      settle('none')
      return takeOrder(turn, outcome.order)
    case 'not-open':
      // Open all the same: it is being filled, and cannot be changed any more.
      settle('refused')
      if (outcome.order !== undefined) return takeOrder(turn, outcome.order)
      return endOrder(turn, id, 'expired', neverArrived)
    case 'rejected':
      settle('none')
      count(turn, 'rejected')
      doubt(turn, outcome.reason)
      sayRejection(turn, outcome)
      return pause(turn, tracked.leg, tracked.order.reduceOnly)
    case 'not-offered':
      return settle('refused')
    case 'unknown':
      return settle('unknown')
    default:
      return assertNever(outcome)
  }
}

function sayRejection<Settings, Memory>(
  turn: Turn<Settings, Memory>,
  { clientOrderId, reason, message: text }: Extract<SubmitOutcome, { kind: 'rejected' }>,
): void {
  const leg = turn.state.orders.get(clientOrderId)?.leg
  const code = reason === 'insufficient-margin' ? 'no-margin' : reason === 'below-minimum' ? reason : 'rejected'
  noteReason(turn, { code, ...(leg === undefined ? {} : { leg }), message: `${reason}: ${text}` })
}

/** The exchange holds less than is known: it has to be asked. */
function doubt<Settings, Memory>(turn: Turn<Settings, Memory>, reason: RejectReason): void {
  if (reason === 'nothing-to-reduce') turn.state = { ...turn.state, isInDoubt: true }
}

/** Takes the answer to a cancel. */
export function takeCancelAnswer<Settings, Memory>(turn: Turn<Settings, Memory>, outcome: CancelOutcome): void {
  switch (outcome.kind) {
    case 'canceled':
      return takeOrder(turn, outcome.order)
    case 'not-open':
      if (outcome.order !== undefined) return takeOrder(turn, outcome.order)
      return endOrder(turn, outcome.clientOrderId, 'expired', neverArrived)
    case 'unknown': {
      const tracked = turn.state.orders.get(outcome.clientOrderId)
      if (tracked !== undefined) track(turn, { ...tracked, cancel: 'unknown' })
      return
    }
    default:
      return assertNever(outcome)
  }
}

/** Takes it that an amendment was held back: the order stays as it is. */
export function takeNotAmended<Settings, Memory>(turn: Turn<Settings, Memory>, id: ClientOrderId): void {
  const tracked = turn.state.orders.get(id)
  if (tracked?.amend === 'asked') track(turn, { ...tracked, amend: 'none' })
}

const whyNotSent = {
  'redis-down': 'the intent could not be recorded',
  stopped: 'the bot was stopped before the order was sent',
} as const

/** Takes it that an intent was held back: it ends as if the risk gate had refused it. */
export function takeNotSent<Settings, Memory>(
  turn: Turn<Settings, Memory>,
  id: ClientOrderId,
  reason: keyof typeof whyNotSent,
): void {
  const tracked = turn.state.orders.get(id)
  if (tracked?.order.status !== 'intended') return
  const { leg } = tracked
  count(turn, 'refused')
  noteReason(turn, { code: reason, leg, message: whyNotSent[reason] })
  endOrder(turn, id, 'rejected', `refused: ${reason}`)
}
