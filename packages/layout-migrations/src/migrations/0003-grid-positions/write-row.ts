import type { PositionSide } from '@tradingboost/domain'
import { emptyObject, withoutField, type JsonObjectText } from '../../json-text/json-text.ts'
import { readJsonText } from '../../json-text/read-json-text.ts'
import { setFields } from '../../json-text/set-fields.ts'
import { ownField } from './own-fields.ts'
import { readPosition, toldFields, type MovedRecord, type SourceAccount } from './read-position.ts'
import { said, type Row, type RowSpelling } from './row.ts'
import { amountOf, isZero, magnitude, negated } from './say-amount.ts'
import { isOnMargin, saySides } from './say-sides.ts'

/** What a row is to say, and where it will stand. */
export interface RowWish {
  readonly account: SourceAccount
  readonly record: MovedRecord
  /** Of a row that is written anew. */
  readonly spelling: RowSpelling
  /** The row that is changed, if any. */
  readonly base: Row | undefined
  /** Whether it stands under its symbol, so that it need not repeat it. */
  readonly isNamed: boolean
}

/**
 * The text of a row from which `readPosition` reads exactly this record again. It is `base` with the values replaced that
 * the record says otherwise, and every other character as it was. What no field of the spelling can say, such as the
 * revision, goes into a field of our own, which readers of the old layout do not look at.
 */
export function writeRow(wish: RowWish): string {
  const { account, record, spelling, base } = wish
  const from = base ?? { spelling, symbol: record.symbol, object: emptyObject }
  const changes = changesOf(from, wish)
  const text = setFields(from.object, changes)
  const row = { ...from, object: changes.size === 0 ? from.object : (objectOf(text) ?? emptyObject) }
  const told = readPosition(account, { ...row, object: withoutField(row.object, ownField) })
  const reread = told.kind === 'refused' ? undefined : told.records.find(({ side }) => side === record.side)
  // A base that cannot be made to say the side, such as one that contradicts itself, is given up for a row of our own.
  if (reread === undefined && base !== undefined) return writeRow({ ...wish, base: undefined })
  const own = differences(record.fields, reread?.fields ?? new Map<string, string>())
  return own.size === 0 ? text : setFields(row.object, new Map([[ownField, objectText(own)]]))
}

/** The values that a row has to take on to say what the record says, by field, as JSON text. */
function changesOf(row: Row, { record, isNamed }: RowWish): ReadonlyMap<string, string> {
  const { spelling } = row
  const { symbol, side, fields } = record
  const changes = new Map<string, string>()
  if (!isNamed && said(row, spelling.symbol) === undefined) changes.set(spelling.symbol, JSON.stringify(symbol))
  setSide(changes, row, side, fields.get('quantity'))
  const told = toldFields(row)
  const set = (field: string, name: string | undefined, spell: (text: string) => string = (text) => text): void => {
    const text = fields.get(field)
    if (name === undefined || text === undefined || told[field] === text) return
    changes.set(name, valueText(row, name, spell(text)))
  }
  set('averagePrice', spelling.averagePrice)
  set('contractSize', spelling.contractSize)
  set('leverage', spelling.leverage)
  set('realizedPnl', spelling.realizedPnl)
  set('fees', spelling.fees, negated)
  set('openedAt', spelling.openedAt)
  set(
    'updatedAt',
    spelling.updatedAt.find((name) => amountOf(said(row, name)) !== undefined) ?? spelling.updatedAt.at(-1),
  )
  return changes
}

/**
 * Side and quantity go together: a row whose sign tells the side, as in net mode, goes on doing so. The quantity has to
 * stand in a row of ccxt even where it is unknown, for by it the row is known.
 */
function setSide(changes: Map<string, string>, row: Row, side: PositionSide, quantity: string | undefined): void {
  const { spelling } = row
  const set = (text: string): Map<string, string> =>
    changes.set(spelling.quantity, valueText(row, spelling.quantity, text))
  const signed = amountOf(said(row, spelling.quantity))
  const sides = saySides(row, signed)
  const saysSide = sides.kind === 'sides' && sides.sides.includes(side)
  if (quantity !== undefined && quantity !== (signed === undefined ? undefined : magnitude(signed))) {
    if (tellsBySign(row) && !isZero(quantity)) {
      set(side === 'short' ? `-${quantity}` : quantity)
      return
    }
    set(quantity)
  } else if (said(row, spelling.quantity) === undefined) changes.set(spelling.quantity, 'null')
  const isOneSided = sides.kind === 'sides' && sides.sides.length === 1
  if (!saysSide || (!isOneSided && quantity !== undefined && !isZero(quantity))) {
    changes.set(spelling.side, JSON.stringify(side))
  }
}

/** Whether the sign of a row's quantity tells its side; a row that is written anew says it in words. */
function tellsBySign(row: Row): boolean {
  const word = said(row, row.spelling.side)
  const isNet = word === undefined || word.text === 'null' || /^"(?:net)?"$/i.test(word.text)
  return row.spelling.kind === 'okx' && isNet && row.object.fields.length > 0 && !isOnMargin(row)
}

/** An amount as the row spells its others: OKX writes every number as text, ccxt as a number. */
function valueText(row: Row, name: string, text: string): string {
  const before = said(row, name)
  const asNumber = before?.kind === 'number' || (before?.kind !== 'string' && row.spelling.kind === 'ccxt')
  return asNumber && /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text) ? text : JSON.stringify(text)
}

/** What the record says and the row does not, or the other way round; a row that gets a field of ours is no source. */
function differences(
  wanted: ReadonlyMap<string, string>,
  told: ReadonlyMap<string, string>,
): ReadonlyMap<string, string | undefined> {
  const own = new Map<string, string | undefined>()
  for (const [name, text] of wanted) if (told.get(name) !== text) own.set(name, text)
  for (const name of told.keys()) if (!wanted.has(name)) own.set(name, undefined)
  if (own.size > 0) own.set('source', wanted.get('source'))
  return own
}

function objectText(fields: ReadonlyMap<string, string | undefined>): string {
  // A hash gives its fields in any order; the row is to be the same whatever that is.
  const sorted = [...fields].toSorted(([one], [other]) => (one < other ? -1 : 1))
  const texts = sorted.map(
    ([name, text]) => `${JSON.stringify(name)}: ${text === undefined ? 'null' : JSON.stringify(text)}`,
  )
  return `{${texts.join(', ')}}`
}

/** The object that stands in a text; undefined for anything else. */
export function objectOf(text: string): JsonObjectText | undefined {
  const read = readJsonText(text)
  return read.kind === 'ok' && read.value.kind === 'object' ? read.value : undefined
}
