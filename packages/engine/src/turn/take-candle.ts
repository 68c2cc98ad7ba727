import { epochMs, timeframeMs, type Candle } from '@tradingboost/domain'
import { endPauses } from '../plan/pauses.ts'
import { netPnlOf } from '../report.ts'
import { watchLosses } from '../risk/loss-guard.ts'
import { tellStrategy } from './tell-strategy.ts'
import { count, type Turn } from './turn.ts'

/** Takes a closed candle of the market; one that the strategy has had already changes nothing. */
export function takeCandle<Settings, Memory>(turn: Turn<Settings, Memory>, candle: Candle, index: number): void {
  const { heldCandle, lastCandle } = turn.state
  if (lastCandle !== undefined && candle.openAt <= lastCandle.openAt) return
  if (heldCandle !== undefined && heldCandle.openAt < candle.openAt) warmUp(turn, heldCandle)
  const closedAt = epochMs(candle.openAt + timeframeMs(turn.context.bot.timeframe))
  const pauses = endPauses(turn.state.pauses, turn.state.orders.values())
  turn.state = { ...turn.state, lastCandle: candle, heldCandle: undefined, pauses }
  count(turn, 'candles')
  countGaps(turn, lastCandle, candle)
  turn.state = { ...turn.state, losses: watchLosses(turn.state.losses, netPnlOf(turn.state), closedAt) }
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

/** Counts what the market left out, and candles in which nothing traded. */
function countGaps<Settings, Memory>(turn: Turn<Settings, Memory>, last: Candle | undefined, candle: Candle): void {
  if (candle.volume.isZero()) count(turn, 'zeroVolumeCandles')
  if (last === undefined || turn.state.tally.candles === 1) return
  const missing = Math.round((candle.openAt - last.openAt) / timeframeMs(turn.context.bot.timeframe)) - 1
  if (missing <= 0) return
  count(turn, 'missingCandles', missing)
  const { tally } = turn.state
  turn.state = { ...turn.state, tally: { ...tally, longestGap: Math.max(tally.longestGap, missing) } }
}

function warmUp<Settings, Memory>(turn: Turn<Settings, Memory>, candle: Candle): void {
  const { lastCandle } = turn.state
  if (lastCandle !== undefined && candle.openAt <= lastCandle.openAt) return
  turn.state = { ...turn.state, lastCandle: candle }
  tellStrategy(turn, { kind: 'candle', candle, warming: true })
}
