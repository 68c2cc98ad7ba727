import { parseSymbol, positionSides, TradingError, type PositionSide } from '@tradingboost/domain'
import type { JsonText } from '../../json-text/json-text.ts'
import { isZero } from './say-amount.ts'
import { said, type Row } from './row.ts'

/** The sides that a row speaks of: both where a net position is zero, for then neither is held. */
export type SaidSides =
  | { readonly kind: 'sides'; readonly sides: readonly PositionSide[] }
  | { readonly kind: 'unclear'; readonly why: string }

const one = (side: PositionSide): SaidSides => ({ kind: 'sides', sides: [side] })

/**
 * What the exchange calls the side decides. Only where it says `net`, or nothing, the sign of the quantity does: in hedge
 * mode the quantity of a short is positive. On margin it is never negative, and the currency held tells.
 */
export function saySides(row: Row, quantity: string | undefined): SaidSides {
  const word = wordOf(said(row, row.spelling.side))
  const side = positionSides.find((known) => known === word)
  if (side !== undefined) return one(side)
  if (word !== 'net' && word !== '') return { kind: 'unclear', why: `its ${row.spelling.side} is "${word}"` }
  if (quantity !== undefined && isZero(quantity)) return { kind: 'sides', sides: positionSides }
  if (isOnMargin(row)) return sideOnMargin(row)
  if (quantity === undefined) return unclear(row, `${row.spelling.quantity} says nothing`)
  if (quantity.startsWith('-')) return one('short')
  // ccxt counts without a sign, so a quantity above zero tells nothing there.
  return row.spelling.kind === 'okx' ? one('long') : unclear(row, `${row.spelling.quantity} has no sign there`)
}

/** Whether the position is of borrowed coins, whose quantity has no sign. */
export const isOnMargin = (row: Row): boolean => wordOf(said(row, 'instType')) === 'margin'

const unclear = ({ spelling }: Row, why: string): SaidSides => ({
  kind: 'unclear',
  why: `its ${spelling.side} names no side and its ${why}`,
})

/** A short on margin holds the quote currency, a long the base currency. */
function sideOnMargin(row: Row): SaidSides {
  const held = said(row, 'posCcy')
  const currency = held?.kind === 'string' ? held.value : ''
  const parts = partsOf(row.symbol)
  if (currency !== '' && currency === parts?.quote) return one('short')
  if (currency !== '' && currency === parts?.base) return one('long')
  return unclear(row, `posCcy "${currency}" is no currency of ${row.symbol}`)
}

function partsOf(symbol: string): { readonly base: string; readonly quote: string } | undefined {
  try {
    return parseSymbol('okx', symbol)
  } catch (error) {
    if (error instanceof TradingError && error.code === 'invalid-symbol') return undefined
    throw error
  }
}

function wordOf(value: JsonText | undefined): string {
  if (value === undefined || (value.kind === 'word' && value.text === 'null')) return ''
  return (value.kind === 'string' ? value.value : value.text.slice(0, 40)).trim().toLowerCase()
}
