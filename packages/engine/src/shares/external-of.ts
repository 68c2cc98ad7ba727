import { quantity, quantityLeft, type PositionSide, type Quantity } from '@tradingboost/domain'
import type { EngineState } from '../engine-state.ts'

/** What the account holds on each side besides the bot's share: of other bots, of people, of nobody. Called EXTERNAL. */
export function externalOf({ book, share }: Pick<EngineState<unknown>, 'book' | 'share'>): {
  readonly [side in PositionSide]: Quantity
} {
  const of = (side: PositionSide): Quantity =>
    quantityLeft(book[side]?.quantity ?? quantity(0), share[side]?.quantity ?? quantity(0))
  return { long: of('long'), short: of('short') }
}
