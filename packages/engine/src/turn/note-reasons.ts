import { addReason, recordReasons, type RecordedReason } from '../reasons/record-reasons.ts'
import type { Reason } from '../reasons/reason.ts'
import type { Turn } from './turn.ts'

/** Records the reasons that have arisen with this plan. */
export function noteReasons<Settings, Memory>(turn: Turn<Settings, Memory>, now: readonly Reason[]): void {
  const { reasons, arisen } = recordReasons(turn.state.reasons, now, turn.state.now)
  turn.state = { ...turn.state, reasons }
  arisen.forEach((reason) => record(turn, reason))
}

/** Records a reason that arose by itself. */
export function noteReason<Settings, Memory>(turn: Turn<Settings, Memory>, reason: Reason): void {
  const recorded = { ...reason, at: turn.state.now }
  turn.state = { ...turn.state, reasons: addReason(turn.state.reasons, recorded) }
  record(turn, recorded)
}

function record<Settings, Memory>(turn: Turn<Settings, Memory>, reason: RecordedReason): void {
  const { at, leg, code, message } = reason
  turn.events.push({ kind: 'reason-arose', at, ...(leg === undefined ? {} : { leg }), reason: code, message })
}
