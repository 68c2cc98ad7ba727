import { externalOf } from '../shares/external-of.ts'
import type { EngineState } from '../engine-state.ts'
import type { Turn } from './turn.ts'

/** Records what of the account's position belongs to others, as it changes. A loss of the bot's own share is recorded where it is taken. */
export function noteExternal<Settings, Memory>(turn: Turn<Settings, Memory>, before: EngineState<Memory>): void {
  if (before.book === turn.state.book && before.share === turn.state.share) return
  const was = externalOf(before)
  const is = externalOf(turn.state)
  for (const side of ['long', 'short'] as const) {
    if (was[side].eq(is[side])) continue
    turn.events.push({ kind: 'external-changed', at: turn.state.now, side, quantity: is[side] })
  }
}
