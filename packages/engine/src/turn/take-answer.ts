import { assertNever, canTransition, type ClientOrderId } from '@tradingboost/domain'
import type { CancelOutcome, SubmitOutcome } from '@tradingboost/exchange'
import { endOrder, takeOrder, track } from './take-order.ts'
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

/** Takes the answer to a cancel. */
export function takeCancelAnswer<Settings, Memory>(turn: Turn<Settings, Memory>, outcome: CancelOutcome): void {
  switch (outcome.kind) {
    case 'canceled':
      return takeOrder(turn, outcome.order)
    case 'not-open':
      if (outcome.order !== undefined) return takeOrder(turn, outcome.order)
      return endOrder(turn, outcome.clientOrderId, 'expired', 'never-arrived')
    case 'unknown': {
      const tracked = turn.state.orders.get(outcome.clientOrderId)
      if (tracked !== undefined) track(turn, { ...tracked, cancel: 'unknown' })
      return
    }
    default:
      return assertNever(outcome)
  }
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
  turn.events.push({ kind: 'decision-refused', at: turn.state.now, leg, reason: `${reason}: ${whyNotSent[reason]}` })
  endOrder(turn, id, 'rejected', `refused: ${reason}`)
}
