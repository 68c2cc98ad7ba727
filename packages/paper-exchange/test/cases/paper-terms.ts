import { decimal } from '@tradingboost/domain'
import type { FillModel } from '../../src/matching/fill-model.ts'

/** A candle of volume 1,000 fills 100, or 20 at a touch; orders that take lose a tick. */
export const fillModel: FillModel = {
  participation: decimal('0.1'),
  touchParticipation: decimal('0.02'),
  slippageTicks: 1,
  impact: decimal(0),
}
