import type { SuiteCase } from '@tradingboost/exchange/testing'
import { backPressureCases } from './back-pressure-cases.ts'
import { fillCases } from './fill-cases.ts'
import { moneyCases } from './money-cases.ts'
import { positionFillCases } from './position-fill-cases.ts'

/** What the paper exchange promises beyond the contract of the port: how it fills, and that its market waits for subscribers. */
export const paperCases: readonly SuiteCase[] = [
  ...fillCases,
  ...positionFillCases,
  ...moneyCases,
  ...backPressureCases,
]
