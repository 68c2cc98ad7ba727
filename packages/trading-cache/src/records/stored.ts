import type { TradingError } from '@tradingboost/domain'

/** What a list read found: the good records, and the error of each that its schema refused. */
export interface StoredList<Item> {
  readonly items: readonly Item[]
  /** Codes `stored-value-invalid`; their bytes stay in Redis. */
  readonly quarantined: readonly TradingError[]
}
