import { fieldOf, type JsonListText, type JsonObjectText, type JsonText } from '../../json-text/json-text.ts'
import { readJsonText } from '../../json-text/read-json-text.ts'
import { ccxtSpelling, okxSpelling, type Row, type RowSpelling } from './row.ts'

/** How a source holds its rows: a list (push, ccxt), the answer of OKX's REST interface, or an object by symbol. */
export type Holder =
  | { readonly kind: 'list'; readonly list: JsonListText }
  | { readonly kind: 'answer'; readonly answer: JsonObjectText; readonly list: JsonListText }
  | { readonly kind: 'by-symbol'; readonly object: JsonObjectText }

/** The rows of a source in order, or why it is none. */
export type RowsRead =
  | { readonly kind: 'rows'; readonly holder: Holder; readonly rows: readonly Row[] }
  | { readonly kind: 'refused'; readonly reason: string }

const refused = (reason: string): RowsRead => ({ kind: 'refused', reason })

/** Reads the text of a source; one element that is no row refuses the whole of it. */
export function readRows(text: string): RowsRead {
  const read = readJsonText(text)
  if (read.kind === 'invalid') return refused(read.reason)
  const { value } = read
  if (value.kind === 'list') return rowsOfList({ kind: 'list', list: value }, value)
  if (value.kind !== 'object') return refused(`it holds ${value.text.slice(0, 40)} where positions belong`)
  const data = fieldOf(value, 'data')
  return data?.kind === 'list' ? rowsOfAnswer(value, data) : rowsBySymbol(value)
}

function rowsOfAnswer(answer: JsonObjectText, list: JsonListText): RowsRead {
  const code = fieldOf(answer, 'code')
  const word = code === undefined ? 'none' : code.kind === 'string' ? code.value : code.text
  // An error answers nothing about positions: its empty data is no flat account.
  if (word !== '0') return refused(`it is an answer of code ${JSON.stringify(word)}, and only "0" tells positions`)
  return rowsOfList({ kind: 'answer', answer, list }, list)
}

function rowsOfList(holder: Holder, { elements }: JsonListText): RowsRead {
  const rows: Row[] = []
  for (const [at, element] of elements.entries()) {
    const row = rowOf(element)
    if (typeof row === 'string') return refused(`element ${at} ${row}`)
    rows.push(row)
  }
  return { kind: 'rows', holder, rows }
}

function rowsBySymbol(object: JsonObjectText): RowsRead {
  const rows: Row[] = []
  const seen = new Set<string>()
  for (const { name, value } of object.fields) {
    if (seen.has(name)) return refused(`it holds ${JSON.stringify(name)} twice`)
    seen.add(name)
    const row = rowOf(value, name)
    if (typeof row === 'string') return refused(`its field ${JSON.stringify(name)} ${row}`)
    rows.push(row)
  }
  return { kind: 'rows', holder: { kind: 'by-symbol', object }, rows }
}

/** The row of an element; `place` is the symbol under which it stands. A text says why it is none. */
export function rowOf(element: JsonText, place?: string): Row | string {
  if (element.kind !== 'object') return `is ${element.text.slice(0, 40)}, no object`
  const spelling = spellingOf(element)
  if (spelling === undefined) return `has neither ${okxSpelling.symbol} nor ${ccxtSpelling.quantity}`
  const named = fieldOf(element, spelling.symbol)
  // An object by symbol need not repeat the symbol.
  if (named === undefined && place !== undefined && place !== '') return { spelling, symbol: place, object: element }
  if (named === undefined) return `has no ${spelling.symbol}`
  if (named.kind !== 'string' || named.value === '') return `has ${named.text.slice(0, 40)} for its ${spelling.symbol}`
  if (place !== undefined && named.value !== place) return `says that it is ${JSON.stringify(named.value)}`
  return { spelling, symbol: named.value, object: element }
}

function spellingOf(object: JsonObjectText): RowSpelling | undefined {
  const has = (name: string): boolean => fieldOf(object, name) !== undefined
  if (has(okxSpelling.symbol)) return okxSpelling
  if (has(ccxtSpelling.quantity)) return ccxtSpelling
  return has(okxSpelling.quantity) ? okxSpelling : undefined
}
