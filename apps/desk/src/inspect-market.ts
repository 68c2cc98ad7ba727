import { resolve } from 'node:path'
import type { Timeframe } from '@tradingboost/domain'
import { inspectRecording } from '@tradingboost/exchange'
import { instrumentFor } from '@tradingboost/paper-exchange'
import type { DeskRequest } from './read-command-line.ts'

/** The market of a run, known to be good before anything starts. */
export interface DeskMarket {
  readonly symbol: string
  readonly timeframe: Timeframe
  readonly count: number
  /** Where the data comes from, for people. */
  readonly origin: string
  /** Settings of the paper exchange that give it this market. */
  readonly settings: Readonly<Record<string, string>>
}

/**
 * Checks the symbol and reads a recording from end to end. Throws a TradingError whose sentence names file, line and what
 * to do (`invalid-candles`) or the symbol (`invalid-symbol`, `unknown-instrument`).
 */
export async function inspectMarket({ data }: DeskRequest): Promise<DeskMarket> {
  const { symbol } = data
  const { contractSize } = instrumentFor(symbol)
  if (data.kind === 'generated') {
    const { seed, count } = data
    return {
      symbol,
      timeframe: '5m',
      count,
      origin: `generated, seed ${seed}`,
      settings: { PAPER_SYMBOL: symbol, PAPER_CANDLES: '', PAPER_SEED: String(seed), PAPER_COUNT: String(count) },
    }
  }
  const { count, timeframe } = await inspectRecording(data.path, { contractSize })
  return {
    symbol,
    timeframe,
    count,
    origin: data.path,
    settings: { PAPER_SYMBOL: symbol, PAPER_CANDLES: resolve(data.path) },
  }
}
