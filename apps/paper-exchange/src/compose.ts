import { readFile } from 'node:fs/promises'
import { TradingError, type Candle, type Clock, type Instrument, type Timeframe } from '@tradingboost/domain'
import { generateCandles, inspectRecording, readCandles } from '@tradingboost/exchange'
import {
  createPaperExchange,
  instrumentFor,
  parseListedInstruments,
  type ListedInstruments,
} from '@tradingboost/paper-exchange'
import { startPaperExchangeServer } from '@tradingboost/paper-exchange/server'
import type { Logger } from '@tradingboost/service-kit'
import type { Config } from './config.ts'
import { paceCandles } from './pace-candles.ts'

interface MarketSource {
  readonly instrument: Instrument
  readonly timeframe: Timeframe
  readonly count: number
  readonly candles: AsyncIterable<Candle> | Iterable<Candle>
}

/** `steady` measures spans, `system` ages signatures of other processes. */
export interface Clocks {
  readonly steady: Clock
  readonly system: Clock
}

export interface PaperProcess {
  readonly port: number
  /** Resolves when the market data is over or the process stops; rejects when the data or a subscriber fails. */
  readonly played: Promise<void>
  stop(): Promise<void>
}

/** Opens market, exchange and server, and plays once the expected subscribers are there; it serves on after the end. */
export async function startPaperProcess(config: Config, clocks: Clocks, logger: Logger): Promise<PaperProcess> {
  const open = Object.keys(config.accounts).filter((user) => !Object.hasOwn(config.accountKeys, user))
  if (open.length > 0)
    logger.warn({ accounts: open }, 'accounts without a key are open to every program of this machine')
  const { instrument, timeframe, count, candles } = await openSource(config)
  const ackLimit = { limitMs: config.ackLimitMs, clock: clocks.steady }
  const paper = createPaperExchange({ instruments: [instrument], timeframe, accounts: config.accounts, ackLimit })
  const server = await startPaperExchangeServer({
    paper,
    port: config.port,
    clock: clocks.system,
    candleCount: count,
    accountKeys: config.accountKeys,
    logger,
  })
  const stopping = new AbortController()
  const { signal } = stopping
  const { candlesPerSecond } = config
  const paced = candlesPerSecond === 'max' ? {} : { pace: paceCandles(clocks.steady, candlesPerSecond, signal) }
  const played = paper.whenSubscribed(config.expected).then(() => paper.play(candles, { signal, ...paced }))
  return {
    port: server.port,
    played,
    async stop() {
      stopping.abort()
      await server.close()
    },
  }
}

async function openSource({ symbol, source, instruments }: Config): Promise<MarketSource> {
  const sources = instruments === undefined ? {} : { listed: await readInstruments(instruments) }
  const stated = instrumentFor(symbol, sources)
  if (source.kind === 'generated') {
    const { seed, count } = source
    const candles = generateCandles({ seed, count, instrument: stated })
    return { instrument: stated, timeframe: '5m', count, candles }
  }
  const { contractSize } = stated
  // A full pass first: a fault in the last line must show before anybody trades on the first.
  const { count, timeframe, priceStep } = await inspectRecording(source.path, { contractSize })
  const candles = readCandles(source.path, { contractSize })
  return { instrument: instrumentFor(symbol, { ...sources, priceStep }), timeframe, count, candles }
}

async function readInstruments(path: string): Promise<ListedInstruments> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new TradingError('invalid-config', `${path} cannot be read: check the path`, { retry: 'never', cause })
  })
  return parseListedInstruments(text, path)
}
