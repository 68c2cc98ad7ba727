import type { Clock } from '@tradingboost/domain'

/** How long the market waits for a subscriber; without one it waits for ever, as a replay does. */
export interface AckLimit {
  readonly limitMs: number
  /** A steady one: a step of the machine's clock must not end or stretch a wait. */
  readonly clock: Clock
}
