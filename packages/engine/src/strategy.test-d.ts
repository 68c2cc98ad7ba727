import { z } from 'zod'
import { noOrders } from './plan/wanted-order.ts'
import type { Strategy } from './strategy.ts'

interface Memory {
  readonly candles: number
}

export const fitting: Strategy<object, Memory> = {
  name: 'toy',
  memorySchema: z.object({ candles: z.int() }),
  initialMemory: () => ({ candles: 0 }),
  decide: ({ memory }) => ({ memory, wanted: noOrders, reasons: [] }),
}

export const otherSchema: Strategy<object, Memory> = {
  ...fitting,
  // @ts-expect-error the schema must read back what the strategy remembers
  memorySchema: z.object({ candles: z.string() }),
}
