import type { Position } from '@tradingboost/domain'
import type { BuilderInput } from './builder-input.ts'

export const accepted: BuilderInput<Position> = { side: 'short', quantity: '0.5', openedAt: 0 }

// @ts-expect-error a side is still one of two words
export const unknownSide: BuilderInput<Position> = { side: 'sideways' }

// @ts-expect-error a field that a position does not have
export const unknownField: BuilderInput<Position> = { amount: '0.5' }
