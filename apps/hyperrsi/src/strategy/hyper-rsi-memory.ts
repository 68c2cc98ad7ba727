import { epochMs, parsedBy, positionSides, quantity } from '@tradingboost/domain'
import { z } from 'zod'
import { positionMemory } from './position-memory.ts'
import { noTrendCandles, trendCandles } from './trend-candles.ts'

/** An entry that was decided on, and what of it should still fill; it lasts until the next candle. */
const entryMemory = z.object({
  side: z.enum(positionSides),
  rest: z
    .string()
    .regex(/^\d+(\.\d+)?$/, 'not a decimal such as "0.5"')
    .transform(parsedBy(quantity)),
  /** Open of the candle that it was decided on. */
  candleAt: z.int().transform(parsedBy(epochMs)),
})

/** Why the last signal, or every signal, leads to no entry. */
const idleReasons = ['warming', 'cooldown', 'gate-trend', 'spot-has-no-short', 'redis-down'] as const
export type IdleReason = (typeof idleReasons)[number]

/** What HYPERRSI remembers. Memories of the release before have neither entry nor position. */
export const hyperRsiMemory = z.object({
  closes: z.array(z.number()),
  trend: trendCandles,
  /** Candles left without an entry. */
  cooldown: z.int().nonnegative(),
  entry: entryMemory.nullable().default(null),
  position: positionMemory.nullable().default(null),
  idle: z.enum(idleReasons).nullable().default(null),
})

export type HyperRsiMemory = z.infer<typeof hyperRsiMemory>

export const noMemory: HyperRsiMemory = {
  closes: [],
  trend: noTrendCandles,
  cooldown: 0,
  entry: null,
  position: null,
  idle: null,
}
