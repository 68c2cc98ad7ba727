import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { decimal, type Candle, type Instrument, type Timeframe } from '@tradingboost/domain'
import { generateCandles, inspectRecording, readCandles } from '@tradingboost/exchange'
import { createPaperExchange, instrumentFor, type PaperExchange } from '@tradingboost/paper-exchange'

const symbol = 'XRP-USDT-SWAP'
const recording = fileURLToPath(new URL('../../../../../shared/data/candles/XRP-USDT-SWAP-5m.csv', import.meta.url))

/** A market to test bots on. */
export interface TestMarket {
  /** Says which candles these are. */
  readonly source: string
  readonly instrument: Instrument
  readonly candles: readonly Candle[]
  /** A paper exchange of its own with an account for each user. */
  openPaper(...userIds: readonly string[]): PaperExchange
}

/** The recorded week of XRP where it lies, and a generated market elsewhere: the same assertions hold on both. */
export async function openTestMarket(count: number): Promise<TestMarket> {
  const { source, instrument, candles, timeframe } = existsSync(recording) ? await recorded(count) : generated(count)
  return {
    source,
    instrument,
    candles,
    openPaper: (...userIds) =>
      createPaperExchange({
        instruments: [instrument],
        timeframe,
        accounts: Object.fromEntries(userIds.map((user) => [user, { balance: decimal(10_000) }])),
      }),
  }
}

interface Found {
  readonly source: string
  readonly instrument: Instrument
  readonly candles: readonly Candle[]
  readonly timeframe: Timeframe
}

async function recorded(count: number): Promise<Found> {
  const { contractSize } = instrumentFor(symbol)
  const { priceStep, timeframe } = await inspectRecording(recording, { contractSize })
  const candles: Candle[] = []
  for await (const candle of readCandles(recording, { contractSize })) {
    if (candles.length === count) break
    candles.push(candle)
  }
  return { source: `recorded: ${recording}`, instrument: instrumentFor(symbol, { priceStep }), candles, timeframe }
}

function generated(count: number): Found {
  const instrument = instrumentFor(symbol)
  const candles = [...generateCandles({ seed: 7, count, instrument })]
  return { source: 'generated with seed 7: the recording is not on this machine', instrument, candles, timeframe: '5m' }
}
