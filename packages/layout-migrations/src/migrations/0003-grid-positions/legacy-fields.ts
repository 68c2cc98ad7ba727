import type { JsonText } from '../../json-text/json-text.ts'
import { okxSpelling, said, type Row } from './row.ts'

/**
 * The fields that the original's newer release reads in the hash of a position. They stand beside ours, as the row spells
 * them; nothing of ours depends on them, and `invert` leaves them out: the row stands in `source`.
 */
export const legacyFieldNames = [okxSpelling.symbol, okxSpelling.quantity, okxSpelling.side, 'notionalUsd'] as const

/** The fields of a row that the original reads; none for a row of ccxt, for which the original has no hash. */
export function legacyFields(row: Row): readonly (readonly [name: string, text: string])[] {
  if (row.spelling.kind !== okxSpelling.kind) return []
  return legacyFieldNames.flatMap((name) => {
    const text = textOf(said(row, name)) ?? (name === okxSpelling.symbol ? row.symbol : undefined)
    return text === undefined ? [] : [[name, text] as const]
  })
}

// A hash holds text: the digits of a number stay as they are, and null is no field.
function textOf(value: JsonText | undefined): string | undefined {
  if (value?.kind === 'string') return value.value
  return value?.kind === 'number' ? value.text : undefined
}
