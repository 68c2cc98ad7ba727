import type { Position } from '@tradingboost/domain'

/** What a moved record lacks where its source said nothing of it. */
type Untold = 'averagePrice' | 'realizedPnl' | 'fees' | 'openedAt' | 'updatedAt'

/**
 * A position as Redis holds it. What our programs wrote is whole; what a migration moved has `source`, the JSON text that an
 * exchange's answer held, and lacks what that did not say.
 */
export interface StoredPosition extends Omit<Position, Untold>, Partial<Pick<Position, Untold>> {
  readonly source?: string
}
