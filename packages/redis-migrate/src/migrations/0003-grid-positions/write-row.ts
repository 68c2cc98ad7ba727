import { positionSides, type PositionSide } from '@tradingboost/domain'
import type { JsonObjectText, JsonText } from '../../json-text/json-text.ts'
import { readJsonText } from '../../json-text/read-json-text.ts'
import { setFields } from '../../json-text/set-fields.ts'
import { ownField } from './own-fields.ts'
import { readPosition, toldFields, type MovedRecord, type SourceAccount } from './read-position.ts'
import { said, type Row, type RowSpelling } from './row.ts'
import { amountOf, isZero, magnitude, negated } from './say-amount.ts'
import { saySides } from './say-sides.ts'

const emptyObject: JsonObjectText = { kind: 'object', text: '{}', at: 0, fields: [] }

/**
 * The text of a row from which `readPosition` reads exactly this record again. It is `base` with the values replaced that
 * the record says otherwise, and every other character as it was. What no field of the spelling can say, such as the
 * revision, goes into a field of our own, which readers of the old layout do not look at.
 */
export function writeRow(account: SourceAccount, record: MovedRecord, spelling: RowSpelling, base?: Row): string {
  const from = base ?? { spelling, symbol: record.symbol, object: emptyObject }
  const text = setFields(from.object, changesOf(from, record))
  const row = rowOf(from, text)
  const told = readPosition(account, withoutOwn(row))
  const reread = told.kind === 'refused' ? undefined : told.records.find(({ side }) => side === record.side)
  // A base that cannot be made to say the side, such as one that contradicts itself, is given up for a row of our own.
  if (reread === undefined && base !== undefined) return writeRow(account, record, spelling)
  const own = differences(record.fields, reread?.fields ?? new Map<string, string>())
  return own.size === 0 ? text : setFields(row.object, new Map([[ownField, objectText(own)]]))
}

/** The values that a row has to take on to say what the record says, by field, as JSON text. */
function changesOf(row: Row, { symbol, side, fields }: MovedRecord): ReadonlyMap<string, string> {
  const { spelling } = row
  const changes = new Map<string, string>()
  if (said(row, spelling.symbol) === undefined) changes.set(spelling.symbol, JSON.stringify(symbol))
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

/** Side and quantity go together: a row that says `net` keeps saying it and takes the side in its sign. */
function setSide(changes: Map<string, string>, row: Row, side: PositionSide, quantity: string | undefined): void {
  const { spelling } = row
  const signed = amountOf(said(row, spelling.quantity))
  const sides = saySides(row, signed)
  const saysSide = sides.kind === 'sides' && sides.sides.includes(side)
  const isSame = quantity === undefined || (signed !== undefined && magnitude(signed) === quantity)
  if (saysSide && isSame) return
  const word = said(row, spelling.side)
  const isNet =
    word?.kind === 'string' && word.value.toLowerCase() === 'net' && said(row, 'instType')?.text !== '"MARGIN"'
  if (isNet && quantity !== undefined && !isZero(quantity)) {
    changes.set(spelling.quantity, valueText(row, spelling.quantity, side === 'short' ? `-${quantity}` : quantity))
    return
  }
  const named = word?.kind === 'string' && positionSides.some((known) => known === word.value.toLowerCase())
  if (!saysSide || (!named && quantity !== undefined && !isZero(quantity)))
    changes.set(spelling.side, JSON.stringify(side))
  if (quantity !== undefined) changes.set(spelling.quantity, valueText(row, spelling.quantity, quantity))
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
  const texts = [...fields].map(
    ([name, text]) => `${JSON.stringify(name)}: ${text === undefined ? 'null' : JSON.stringify(text)}`,
  )
  return `{${texts.join(', ')}}`
}

function rowOf({ spelling, symbol }: Row, text: string): Row {
  return { spelling, symbol, object: objectOf(text) ?? emptyObject }
}

/** The object that stands in a text; undefined for anything else. */
export function objectOf(text: string): JsonObjectText | undefined {
  const read = readJsonText(text)
  return read.kind === 'ok' && read.value.kind === 'object' ? read.value : undefined
}

function withoutOwn(row: Row): Row {
  const fields = row.object.fields.filter(
    ({ name }: { readonly name: string; readonly value: JsonText }) => name !== ownField,
  )
  return { ...row, object: { ...row.object, fields } }
}
