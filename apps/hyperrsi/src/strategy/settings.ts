import { timeframes } from '@tradingboost/domain'
import { z } from 'zod'

const positiveDecimal = z
  .string()
  .regex(/^\d+(\.\d+)?$/, 'expected digits such as "20" or "0.5"')
  .refine((text) => Number(text) > 0, 'expected more than 0')

const percent = z.number().gt(0).lt(100)

/** One rung of the take-profit ladder. */
const takeProfit = z.object({
  /** Weight among the others. */
  ratio: z.number().gt(0),
  /** Distance from the average entry price, in percent. */
  percent,
})

/** The settings of HYPERRSI with the defaults of the original system. */
export const hyperRsiSettings = z
  .object({
    direction: z.enum(['long', 'short', 'both']).default('both'),
    /** Settlement currency, before leverage. */
    investment: positiveDecimal.default('20'),
    leverage: z.int().min(1).max(125).default(10),
    rsiLength: z.int().min(1).max(100).default(14),
    oversold: z.number().min(0).max(100).default(30),
    overbought: z.number().min(0).max(100).default(70),
    useTrendGate: z.boolean().default(true),
    /** A shorter one than the candles' counts as theirs. */
    trendTimeframe: z.enum(timeframes).default('1h'),
    /** Candles without an entry after a position has closed; the original waits 300 s. */
    cooldownCandles: z.int().min(0).max(1_000).default(1),
    takeProfits: z
      .array(takeProfit)
      .min(1)
      .max(9)
      .default([
        { ratio: 30, percent: 2 },
        { ratio: 30, percent: 3 },
        { ratio: 40, percent: 4 },
      ]),
    /** Distance from the average entry price, in percent. */
    stopLossPercent: percent.default(5),
  })
  .refine(({ oversold, overbought }) => oversold < overbought, {
    path: ['oversold'],
    message: 'expected a level below overbought',
  })
  .refine(({ takeProfits }) => takeProfits.every((one, at) => one.percent > (takeProfits[at - 1]?.percent ?? 0)), {
    path: ['takeProfits'],
    message: 'expected distances that grow',
  })

export type HyperRsiSettings = z.infer<typeof hyperRsiSettings>
export type TakeProfitSetting = z.infer<typeof takeProfit>
