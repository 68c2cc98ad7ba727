import { decimal } from '@tradingboost/domain'
import type { JsonText } from '../../json-text/json-text.ts'

/** What a value says as an amount: plain decimal text with the digits it had, nothing, or something that is no amount. */
export type SaidAmount =
  | { readonly kind: 'amount'; readonly text: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'strange' }

/** How exchanges, Python and its libraries spell that there is no number. */
const none = new Set(['', 'none', 'null', 'nan', 'inf', 'infinity'])
const plain = /^-?\d+(?:\.\d+)?$/
/** Plain digits up to this length are within what a decimal holds, whatever they are. */
const safeLength = 60

/** Reads a number or a text of one; `1e-08` becomes 0.00000001, and digits that are spelled out stay as they are. */
export function sayAmount(value: JsonText | undefined): SaidAmount {
  if (value === undefined) return { kind: 'absent' }
  switch (value.kind) {
    case 'number':
      return readAmount(value.text)
    case 'string':
      return readAmount(value.value.trim())
    case 'word':
      return value.text === 'true' || value.text === 'false' ? { kind: 'strange' } : { kind: 'absent' }
    case 'object':
    case 'list':
      return { kind: 'strange' }
  }
}

/** The amount that a value says; undefined where it says none. */
export function amountOf(value: JsonText | undefined): string | undefined {
  const said = sayAmount(value)
  return said.kind === 'amount' ? said.text : undefined
}

/** Whether an amount is zero, however many zeros it has. */
export const isZero = (amount: string): boolean => /^-?0+(?:\.0+)?$/.test(amount)

/** An amount without its sign. */
export const magnitude = (amount: string): string => (amount.startsWith('-') ? amount.slice(1) : amount)

/** An amount with its sign turned; zero has none. */
export const negated = (amount: string): string =>
  amount.startsWith('-') ? amount.slice(1) : isZero(amount) ? amount : `-${amount}`

function readAmount(text: string): SaidAmount {
  if (text.length <= safeLength && plain.test(text)) return { kind: 'amount', text }
  if (none.has(text.replace(/^[+-]/, '').toLowerCase())) return { kind: 'absent' }
  try {
    const value = decimal(text)
    return { kind: 'amount', text: plain.test(text) ? text : value.toFixed() }
  } catch {
    // Beyond what a decimal holds, or no number at all: either way it is no amount that a reader could use.
    return { kind: 'strange' }
  }
}
