import { fieldOf, type JsonText } from '../../json-text/json-text.ts'
import type { Row } from './row.ts'

/**
 * The field of a row under which `writeRow` puts what a record says and a row of its spelling cannot: the revision, a
 * field more or less. An object of texts by name, `null` for what the record has not.
 */
export const ownField = 'tradingboost'

/** What makes a record another one altogether; only the row's own words say it. */
const identity = new Set(['userId', 'exchange', 'symbol', 'side'])

/** The fields of the record that stand in the row's own field; undefined for one that the record has not. */
export function ownFieldsOf({ object }: Row): readonly (readonly [name: string, text: string | undefined])[] {
  const own = fieldOf(object, ownField)
  if (own?.kind !== 'object') return []
  return own.fields.filter(({ name }) => !identity.has(name)).map(({ name, value }) => [name, textOf(value)] as const)
}

const textOf = (value: JsonText): string | undefined => (value.kind === 'string' ? value.value : undefined)
