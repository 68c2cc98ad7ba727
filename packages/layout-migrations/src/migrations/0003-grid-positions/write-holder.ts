import type { Holder } from './read-rows.ts'

/** A row to write, with the symbol under which an object by symbol would hold it. */
export interface RowText {
  readonly symbol: string
  readonly text: string
}

/** What a source holds: its text and how that holds rows. */
export interface HeldText {
  readonly text: string
  readonly holder: Holder
}

/** The text of a source with these rows, in the shape that it has; a list where it has none yet. */
export function writeHolder(rows: readonly RowText[], held: HeldText | undefined): string {
  const list = `[${rows.map(({ text }) => text).join(', ')}]`
  if (held === undefined) return list
  const { holder, text } = held
  if (holds(holder, rows)) return text
  if (holder.kind === 'by-symbol') return canStandBySymbol(rows) ? bySymbol(rows) : list
  const { list: before } = holder
  return text.slice(0, before.at) + list + text.slice(before.at + before.text.length)
}

/** Whether nothing changed: then the blanks between the rows stay too. */
function holds(holder: Holder, rows: readonly RowText[]): boolean {
  const before = holder.kind === 'by-symbol' ? holder.object.fields.map(({ value }) => value) : holder.list.elements
  return before.length === rows.length && before.every(({ text }, at) => text === rows[at]?.text)
}

const bySymbol = (rows: readonly RowText[]): string =>
  `{${rows.map(({ symbol, text }) => `${JSON.stringify(symbol)}: ${text}`).join(', ')}}`

/** An object by symbol has no place for both sides of one. */
export const canStandBySymbol = (rows: readonly Pick<RowText, 'symbol'>[]): boolean =>
  new Set(rows.map(({ symbol }) => symbol)).size === rows.length
