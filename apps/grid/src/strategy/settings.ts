import { z } from 'zod'

const positiveDecimal = z
  .string()
  .regex(/^\d+(\.\d+)?$/, 'expected digits such as "20" or "0.5"')
  .refine((text) => Number(text) > 0, 'expected more than 0')

/** The settings of GRID; rungs, investment and leverage are the original system's defaults. */
export const gridSettings = z
  .object({
    /** `both` buys below the price and sells short above it: hedge mode. */
    direction: z.enum(['long', 'short', 'both']).default('both'),
    rungs: z.int().min(2).max(40).default(20),
    /** Arithmetic rungs are equally far apart, geometric ones by the same ratio. */
    spacing: z.enum(['arithmetic', 'geometric']).default('geometric'),
    /** Distance of neighbouring rungs in percent: of the centre (arithmetic) or of the rung (geometric). */
    stepPercent: z.number().gt(0).max(10).default(0.5),
    /** Entries that rest on each side of the price. */
    ordersPerSide: z.int().min(1).max(20).default(3),
    /** Settlement currency of one rung, before leverage. */
    investmentPerRung: positiveDecimal.default('20'),
    leverage: z.int().min(1).max(125).default(10),
  })
  .refine(({ rungs, spacing, stepPercent }) => spacing === 'geometric' || (rungs / 2) * stepPercent < 100, {
    path: ['stepPercent'],
    message: 'expected steps that leave the lowest rung above zero',
  })

export type GridSettings = z.infer<typeof gridSettings>
