import {
  decimal,
  epochMs,
  price,
  quantity,
  timeframeMs,
  type Candle,
  type Decimal,
  type Instrument,
  type Price,
  type Timeframe,
} from '@tradingboost/domain'
import { createRandomSource, type RandomSource } from './random-source.ts'

export interface GeneratedMarket {
  readonly seed: number
  readonly count: number
  /** Gives tick and lot size. */
  readonly instrument: Instrument
  /** `5m` when absent. */
  readonly timeframe?: Timeframe
  /** 1.2 when absent. */
  readonly startPrice?: Decimal
  /** 2024-01-01 UTC when absent. */
  readonly startAt?: number
}

/** A stretch of one mood: its drift and noise are shares of the price per candle. */
interface Regime {
  readonly kind: 'rise' | 'fall' | 'range'
  readonly drift: number
  readonly noise: number
  readonly anchor: number
  readonly candlesLeft: number
}

const defaultStartAt = Date.UTC(2024, 0, 1)
const gapChance = 0.01
const swingNoise = 0.0022
/** Base currency per candle at an ordinary move, in settle currency. */
const ordinaryTurnover = 2_000_000

/** A seeded market of trends, ranges, gaps and clustered volume; prices are ticks, volumes are lots, every seed is one market. */
export function* generateCandles(market: GeneratedMarket): Generator<Candle, void> {
  const { instrument, count } = market
  const random = createRandomSource(market.seed)
  const spanMs = timeframeMs(market.timeframe ?? '5m')
  const start = (market.startPrice ?? decimal('1.2')).toNumber()
  let openAt = market.startAt ?? defaultStartAt
  let last = start
  let regime = nextRegime(random, last, start)
  for (let index = 0; index < count; index += 1) {
    if (regime.candlesLeft === 0) regime = nextRegime(random, last, start)
    const gap = random.next() < gapChance ? random.nextNormal() * 4 * swingNoise : 0
    const candle = nextCandle({ random, instrument, regime, openAt, open: last * (1 + gap) })
    yield candle
    last = candle.close.toNumber()
    openAt += spanMs
    regime = { ...regime, candlesLeft: regime.candlesLeft - 1 }
  }
}

function nextRegime(random: RandomSource, last: number, start: number): Regime {
  const candlesLeft = 30 + Math.floor(random.next() * 120)
  const noise = swingNoise * (0.6 + random.next())
  const draw = random.next()
  // The farther the price is from its start, the likelier it turns back: a market that runs for ever trades nothing.
  const riseChance = Math.min(0.5, Math.max(0.1, 0.3 + 0.3 * (1 - last / start)))
  if (draw < riseChance)
    return { kind: 'rise', drift: 0.0004 + random.next() * 0.0008, noise, anchor: last, candlesLeft }
  if (draw < 0.6) return { kind: 'fall', drift: -0.0004 - random.next() * 0.0008, noise, anchor: last, candlesLeft }
  return { kind: 'range', drift: 0, noise, anchor: last, candlesLeft }
}

function nextCandle(draw: {
  random: RandomSource
  instrument: Instrument
  regime: Regime
  openAt: number
  open: number
}): Candle {
  const { random, instrument, regime, open } = draw
  const pull = regime.kind === 'range' ? 0.12 * (regime.anchor / open - 1) : 0
  const close = open * (1 + regime.drift + pull + random.nextNormal() * regime.noise)
  const wick = (): number => Math.abs(random.nextNormal()) * regime.noise * 0.6
  const high = Math.max(open, close) * (1 + wick())
  const low = Math.min(open, close) * (1 - wick())
  const move = (high - low) / open / swingNoise
  const turnover = ordinaryTurnover * (0.3 + 0.4 * random.next() + 0.5 * move)
  const volume = decimal(turnover).div(instrument.contractSize.mul(decimal(open)))
  const tick = (value: number): Price => {
    const rounded = decimal(value).toNearest(instrument.tickSize)
    return price(rounded.gt(0) ? rounded : instrument.tickSize)
  }
  return {
    openAt: epochMs(draw.openAt),
    open: tick(open),
    high: tick(high),
    low: tick(low),
    close: tick(close),
    volume: quantity(volume.toNearest(instrument.lotSize)),
  }
}
