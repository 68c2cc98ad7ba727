interface Piece {
  /** The very text that it was read from, blanks around it left out. */
  readonly text: string
  /** Where that text begins in the whole. */
  readonly at: number
}

/** An object with its fields in order; a name may stand twice. */
export interface JsonObjectText extends Piece {
  readonly kind: 'object'
  readonly fields: readonly JsonFieldText[]
}

/** One field of an object. */
export interface JsonFieldText {
  readonly name: string
  readonly value: JsonText
}

/** A list with its elements in order. */
export interface JsonListText extends Piece {
  readonly kind: 'list'
  readonly elements: readonly JsonText[]
}

/** A text; `value` is without its quotes and escapes. */
export interface JsonStringText extends Piece {
  readonly kind: 'string'
  readonly value: string
}

/** A number: its digits are `text`. */
export interface JsonNumberText extends Piece {
  readonly kind: 'number'
}

/** `true`, `false` or `null`, or what Python writes besides: `NaN`, `Infinity`, `-Infinity`. */
export interface JsonWordText extends Piece {
  readonly kind: 'word'
}

/** A value of JSON as it stands in a text, with the place and the very characters of each piece. */
export type JsonText = JsonObjectText | JsonListText | JsonStringText | JsonNumberText | JsonWordText

/** The value of a field, of the last one where the name stands twice, as readers of JSON take it. */
export function fieldOf(object: JsonObjectText, name: string): JsonText | undefined {
  return object.fields.findLast((field) => field.name === name)?.value
}
