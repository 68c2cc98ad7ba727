import type { Money } from '@tradingboost/domain'

/** How far a bot may go. */
export interface RiskLimits {
  /** Settlement currency: positions plus opening orders plus the new one, long and short added up. */
  readonly maxNotional: Money
  /** Orders resting or on their way, the new one included. */
  readonly maxOpenOrders: number
}
