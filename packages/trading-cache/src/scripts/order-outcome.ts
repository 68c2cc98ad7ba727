import { TradingError } from '@tradingboost/domain'

/** What became of an order: it stands as open, it stands as ended, or a newer revision stood and nothing was written. */
export type SaveOrderOutcome = 'saved' | 'ended' | 'stale'

export function readOrderOutcome(word: string): SaveOrderOutcome {
  if (word === 'saved' || word === 'ended' || word === 'stale') return word
  throw new TradingError('protocol-violated', `an order script answered ${word}: reload the script`, { retry: 'never' })
}
