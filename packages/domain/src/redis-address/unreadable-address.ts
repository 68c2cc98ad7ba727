import { TradingError } from '../trading-error.ts'

/** The refusal of an address. The text may hold a password, so no sentence shows it. */
export function unreadable(why: string, cause?: unknown): TradingError {
  return new TradingError('invalid-config', `the Redis address ${why}: correct it`, { retry: 'never', cause })
}
