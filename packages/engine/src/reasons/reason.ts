/** Why an order that a strategy or a person may expect is not there. */
export const reasonCodes = [
  'warming',
  'cooldown',
  'gate-trend',
  'no-slots',
  'max-notional',
  'no-margin',
  'no-price',
  'below-minimum',
  'step-below-fees',
  'spot-has-no-short',
  'stale-market',
  'stopped',
  'reducing',
  'halted',
  'redis-down',
  'off-price',
  'order-rate',
  'max-drawdown',
  'daily-loss',
  'loss-streak',
  'rejected',
  'failed',
] as const

export type ReasonCode = (typeof reasonCodes)[number]

export interface Reason {
  readonly code: ReasonCode
  /** Absent when it is the whole bot's. */
  readonly leg?: string
  /** One sentence: what, and what would change it. */
  readonly message: string
}
