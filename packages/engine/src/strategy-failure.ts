import type { EpochMs } from '@tradingboost/domain'

/** A strategy that threw: its bot opens and changes nothing, and what protects rests at the exchange. */
export interface StrategyFailure {
  readonly message: string
  /** Of the event that it threw at. */
  readonly at: EpochMs
  /** Times that the same message was thrown in a row, starts in between. */
  readonly throws: number
}

/** A restarted process gives a strategy another try until it has thrown the same so often; a person may always. */
export const mostThrows = 3
