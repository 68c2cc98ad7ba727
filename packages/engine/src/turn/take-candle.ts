import { epochMs, timeframeMs, type Candle } from '@tradingboost/domain'
import { tellStrategy } from './tell-strategy.ts'
import { count, type Turn } from './turn.ts'

/** Takes a closed candle of the market; one that the strategy has had already changes nothing. */
export function takeCandle<Settings, Memory>(turn: Turn<Settings, Memory>, candle: Candle, index: number): void {
  const { heldCandle, lastCandle } = turn.state
  if (lastCandle !== undefined && candle.openAt <= lastCandle.openAt) return
  if (heldCandle !== undefined && heldCandle.openAt < candle.openAt) warmUp(turn, heldCandle)
  const closedAt = epochMs(candle.openAt + timeframeMs(turn.context.bot.timeframe))
  turn.state = { ...turn.state, lastCandle: candle, heldCandle: undefined }
  count(turn, 'candles')
  turn.events.push({ kind: 'candle-closed', at: closedAt, candle, index })
  tellStrategy(turn, { kind: 'candle', candle, warming: false })
}

/**
 * Feeds the candles that passed while nobody looked. The newest is kept back: after a crash the market delivers the candle
 * that was not acknowledged once more, and it is to be decided on; when a later one comes instead, it only warms.
 */
export function takeHistory<Settings, Memory>(turn: Turn<Settings, Memory>, candles: readonly Candle[]): void {
  for (const candle of candles.slice(0, -1)) warmUp(turn, candle)
  turn.state = { ...turn.state, heldCandle: candles.at(-1) }
}

function warmUp<Settings, Memory>(turn: Turn<Settings, Memory>, candle: Candle): void {
  const { lastCandle } = turn.state
  if (lastCandle !== undefined && candle.openAt <= lastCandle.openAt) return
  turn.state = { ...turn.state, lastCandle: candle }
  tellStrategy(turn, { kind: 'candle', candle, warming: true })
}
