import { money, type Money } from '@tradingboost/domain'

/** What a bot has done since its memory began, counted from what the exchange confirmed. */
export interface Tally {
  readonly candles: number
  readonly decisions: number
  /** Accepted by the exchange. */
  readonly orders: number
  /** Turned away by the exchange. */
  readonly rejected: number
  /** Turned away by our risk gate. */
  readonly refused: number
  readonly fills: number
  /** Times that the journal could not be written. */
  readonly degraded: number
  /** Candles that the market left out between two that it delivered, and the most in a row. */
  readonly missingCandles: number
  readonly longestGap: number
  /** Candles in which nothing traded. */
  readonly zeroVolumeCandles: number
  readonly fees: Money
  /** Without fees. */
  readonly realizedPnl: Money
  /** The market data is over. */
  readonly ended: boolean
}

export const emptyTally: Tally = {
  candles: 0,
  decisions: 0,
  orders: 0,
  rejected: 0,
  refused: 0,
  fills: 0,
  degraded: 0,
  missingCandles: 0,
  longestGap: 0,
  zeroVolumeCandles: 0,
  fees: money('0'),
  realizedPnl: money('0'),
  ended: false,
}
