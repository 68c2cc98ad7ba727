import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { TradingError, type Timeframe } from '@tradingboost/domain'
import { inspectRecording } from '@tradingboost/exchange'
import {
  instrumentAssumption,
  instrumentFor,
  parseListedInstruments,
  type ListedInstruments,
} from '@tradingboost/paper-exchange'
import type { DeskRequest } from './read-command-line.ts'

/** The market of a run, known to be good before anything starts. */
export interface DeskMarket {
  readonly symbol: string
  readonly timeframe: Timeframe
  readonly count: number
  /** Where the data comes from, for people. */
  readonly origin: string
  /** What is assumed of an instrument that nobody states, for people. */
  readonly assumption: string | undefined
  /** Settings of the paper exchange that give it this market. */
  readonly settings: Readonly<Record<string, string>>
}

/**
 * Checks the symbol and reads a recording from end to end. Throws a TradingError whose sentence names file, line and what
 * to do (`invalid-candles`) or the symbol (`invalid-symbol`, `unknown-instrument`).
 */
export async function inspectMarket({ data, instruments }: DeskRequest): Promise<DeskMarket> {
  const { symbol } = data
  const sources = instruments === undefined ? {} : { listed: await readInstruments(instruments) }
  const listing = { PAPER_INSTRUMENTS: instruments === undefined ? '' : resolve(instruments) }
  const { contractSize } = instrumentFor(symbol, sources)
  if (data.kind === 'generated') {
    const { seed, count } = data
    return {
      symbol,
      timeframe: '5m',
      count,
      origin: `generated, seed ${seed}`,
      assumption: instrumentAssumption(symbol, sources),
      settings: {
        ...listing,
        PAPER_SYMBOL: symbol,
        PAPER_CANDLES: '',
        PAPER_SEED: String(seed),
        PAPER_COUNT: String(count),
      },
    }
  }
  const { count, timeframe, priceStep } = await inspectRecording(data.path, { contractSize })
  return {
    symbol,
    timeframe,
    count,
    origin: data.path,
    assumption: instrumentAssumption(symbol, { ...sources, priceStep }),
    settings: { ...listing, PAPER_SYMBOL: symbol, PAPER_CANDLES: resolve(data.path) },
  }
}

async function readInstruments(path: string): Promise<ListedInstruments> {
  try {
    return parseListedInstruments(await readFile(path, 'utf8'), path)
  } catch (cause) {
    if (cause instanceof TradingError) throw cause
    throw new TradingError('invalid-config', `${path} cannot be read: check the path`, { retry: 'never', cause })
  }
}
