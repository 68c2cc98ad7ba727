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
  'spot-has-no-short',
  'stopped',
  'redis-down',
  'off-price',
  'max-drawdown',
  'daily-loss',
  'rejected',
] as const

export type ReasonCode = (typeof reasonCodes)[number]

export interface Reason {
  readonly code: ReasonCode
  /** Absent when it is the whole bot's. */
  readonly leg?: string
  /** One sentence: what, and what would change it. */
  readonly message: string
}
