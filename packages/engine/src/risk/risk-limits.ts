import type { Money } from '@tradingboost/domain'

/** How far a bot may go. */
export interface RiskLimits {
  /** Settlement currency: positions plus opening orders plus the new one, long and short added up. */
  readonly maxNotional: Money
  /** Orders resting or on their way, the new one included. */
  readonly maxOpenOrders: number
  /** Settle currency: nothing opens while the bot's net PnL is that far below the highest that it has had. Off when absent. */
  readonly maxDrawdown?: Money
  /** Settle currency: nothing opens until midnight UTC once the bot has lost that much since the last one. Off when absent. */
  readonly maxDailyLoss?: Money
  /** Nothing opens at a price that is more percent away from the last close. Off when absent. */
  readonly priceCollarPercent?: number
}
