import { epochMs, exchangeNames, money, positionSides, price, quantity, type PositionSide } from '@tradingboost/domain'
import { remember } from './remember.ts'
import type { StoredPosition } from './stored-position.ts'

/** The fields that our programs write, in the order in which they write them. */
export const ownFields = [
  'userId',
  'exchange',
  'symbol',
  'side',
  'quantity',
  'averagePrice',
  'realizedPnl',
  'fees',
  'revision',
  'openedAt',
  'updatedAt',
] as const

// Of the spellings that the catalogue allows those that our programs write; what has another is left to its schema.
const wholeNumber = /^(0|[1-9]\d{0,14})$/
const amount = /^\d{1,40}(\.\d{1,40})?$/
const signedAmount = /^-?\d{1,40}(\.\d{1,40})?$/
const quantityOf = remember((text) => (amount.test(text) ? quantity(text) : undefined))
const priceOf = remember((text) => (amount.test(text) ? price(text) : undefined))
const moneyOf = remember((text) => (signedAmount.test(text) ? money(text) : undefined))
const countOf = remember((text) => (wholeNumber.test(text) ? Number(text) : undefined))
const knownExchanges = new Set<string>(exchangeNames)
const sides = new Map<string, PositionSide>(positionSides.map((side) => [side, side]))

/**
 * The position of a hash that one of our programs wrote, at a third of the cost of reading it by the schema; undefined for
 * any other, which says nothing of whether it is right.
 */
export function readOwnPosition(pairs: readonly string[]): StoredPosition | undefined {
  if (pairs.length !== ownFields.length * 2) return undefined
  for (let at = 0; at < ownFields.length; at += 1) if (pairs[at * 2] !== ownFields[at]) return undefined
  const text = (at: number): string => pairs[at * 2 + 1] ?? ''
  const symbol = text(2)
  const side = sides.get(text(3))
  const isPlaced = text(0) !== '' && knownExchanges.has(text(1)) && symbol !== ''
  const quantity = quantityOf(text(4))
  const averagePrice = priceOf(text(5))
  const realizedPnl = moneyOf(text(6))
  const fees = moneyOf(text(7))
  const revision = countOf(text(8))
  const openedAt = countOf(text(9))
  const updatedAt = countOf(text(10))
  if (!isPlaced || side === undefined) return undefined
  if (quantity === undefined || averagePrice === undefined) return undefined
  if (realizedPnl === undefined || fees === undefined) return undefined
  if (revision === undefined || openedAt === undefined || updatedAt === undefined) return undefined
  return {
    symbol,
    side,
    quantity,
    averagePrice,
    realizedPnl,
    fees,
    openedAt: epochMs(openedAt),
    updatedAt: epochMs(updatedAt),
    revision,
  }
}
