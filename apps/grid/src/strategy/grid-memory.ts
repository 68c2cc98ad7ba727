import { parsedBy, price } from '@tradingboost/domain'
import { z } from 'zod'
import { freeRung, rung, type Rung } from './rung.ts'

/** What GRID remembers: where its rungs are, and what each is doing. */
export const gridMemory = z.object({
  /** Prices by level, lowest first; empty until the first candle. A rung that is not free keeps the place that it had. */
  ladder: z.array(z.string().transform(parsedBy(price))),
  rungs: z.array(rung),
})

export type GridMemory = z.infer<typeof gridMemory>

export const freeRungs = (count: number): readonly Rung[] => Array.from({ length: count }, () => freeRung)

/** The memory with one rung replaced. */
export const withRung = (memory: GridMemory, level: number, next: Rung): GridMemory => ({
  ...memory,
  rungs: memory.rungs.map((before, at) => (at === level ? next : before)),
})
