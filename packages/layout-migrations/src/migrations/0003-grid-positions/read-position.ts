import type { PositionSide } from '@tradingboost/domain'
import { positionRecord, segments, type PositionRecord } from '@tradingboost/redis-keys'
import { amountOf, isZero, magnitude, negated, sayAmount } from './say-amount.ts'
import { ownField, ownFieldsOf } from './own-fields.ts'
import { said, type Row } from './row.ts'
import { saySides } from './say-sides.ts'

/** Whose positions a source holds. */
export interface SourceAccount {
  readonly userId: string
  readonly exchange: PositionRecord['exchange']
}

/** The records that a row stands for, one for each of its sides, or why it stands for none. */
export type PositionRead =
  | { readonly kind: 'open' | 'closed'; readonly records: readonly MovedRecord[] }
  | { readonly kind: 'refused'; readonly reason: string }

/** The fields of a record, and where it belongs. */
export interface MovedRecord {
  readonly symbol: string
  readonly side: PositionSide
  readonly fields: ReadonlyMap<string, string>
}

/**
 * Turns a row into records of the catalogue. What the row does not say is left out; the row itself stands in `source`.
 *
 * The revision is 0: it counts fills of ours, of which an exchange's row knows none, so that the first fill that a bot
 * books over a moved position is newer than it. A time for a revision would be greater than any count, and the position
 * store would take every later fill for an old one.
 */
export function readPosition(account: SourceAccount, row: Row): PositionRead {
  const { symbol, spelling } = row
  if (segments.symbol.encode(symbol) === undefined)
    return { kind: 'refused', reason: 'has a symbol that no key can say' }
  const quantity = sayAmount(said(row, spelling.quantity))
  if (quantity.kind === 'strange') {
    const text = said(row, spelling.quantity)?.text.slice(0, 40)
    return { kind: 'refused', reason: `has ${text} for its ${spelling.quantity}` }
  }
  const amount = quantity.kind === 'amount' ? quantity.text : undefined
  const sides = saySides(row, amount)
  if (sides.kind === 'unclear') return { kind: 'refused', reason: `does not say its side: ${sides.why}` }
  const rest = toldFields(row)
  const own = ownFieldsOf(row)
  const records = sides.sides.map((side) => {
    const fields = new Map(Object.entries({ ...account, symbol, side, ...rest }))
    for (const [name, text] of own) {
      if (text === undefined) fields.delete(name)
      else fields.set(name, text)
    }
    return { symbol, side, fields }
  })
  if (own.length > 0 && !records.every(isRecord)) {
    return { kind: 'refused', reason: `has a field ${ownField} that makes no record of it` }
  }
  return { kind: amount !== undefined && isZero(amount) ? 'closed' : 'open', records }
}

// What is read of the exchange's fields fits the record; a field of ours is as outside as any other text.
const isRecord = ({ fields }: MovedRecord): boolean => positionRecord.safeParse(Object.fromEntries(fields)).success

/** What a row says besides whose it is and which, as the record spells it and in its order. */
export function toldFields(row: Row): Readonly<Record<string, string>> {
  const { spelling } = row
  const amount = (name: string | undefined): string | undefined => amountOf(said(row, name))
  const quantity = amount(spelling.quantity)
  const fees = amount(spelling.fees)
  const told: Record<string, string | undefined> = {
    quantity: quantity === undefined ? undefined : magnitude(quantity),
    averagePrice: notNegative(amount(spelling.averagePrice)),
    contractSize: notNegative(amount(spelling.contractSize)),
    realizedPnl: amount(spelling.realizedPnl),
    fees: fees === undefined ? undefined : negated(fees),
    leverage: notNegative(amount(spelling.leverage)),
    revision: '0',
    openedAt: millisecondsOf(amount(spelling.openedAt)),
    updatedAt: firstOf(spelling.updatedAt.map((name) => millisecondsOf(amount(name)))),
    source: row.object.text,
  }
  const fields: Record<string, string> = {}
  for (const [name, text] of Object.entries(told)) if (text !== undefined) fields[name] = text
  return fields
}

// A price below zero is no price: it is left out here and stays in the source.
const notNegative = (amount: string | undefined): string | undefined =>
  amount === undefined || amount.startsWith('-') ? undefined : amount

const firstOf = (texts: readonly (string | undefined)[]): string | undefined => texts.find((text) => text !== undefined)

/** Whole milliseconds, also from `1760486400123.0`. */
function millisecondsOf(amount: string | undefined): string | undefined {
  const whole = amount?.replace(/\.0+$/, '')
  return whole !== undefined && /^\d{1,16}$/.test(whole) ? whole : undefined
}
