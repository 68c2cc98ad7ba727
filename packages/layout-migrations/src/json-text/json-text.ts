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
  /** The value of each name: the last where it stands twice, as readers of JSON take it. */
  readonly byName: ReadonlyMap<string, JsonText>
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
interface JsonStringText extends Piece {
  readonly kind: 'string'
  readonly value: string
}

/** A number: its digits are `text`. */
interface JsonNumberText extends Piece {
  readonly kind: 'number'
}

/** `true`, `false` or `null`, or what Python writes besides: `NaN`, `Infinity`, `-Infinity`. */
interface JsonWordText extends Piece {
  readonly kind: 'word'
}

/** A value of JSON as it stands in a text, with the place and the very characters of each piece. */
export type JsonText = JsonObjectText | JsonListText | JsonStringText | JsonNumberText | JsonWordText

/** The value of a field; undefined where the object has none of that name. */
export const fieldOf = ({ byName }: JsonObjectText, name: string): JsonText | undefined => byName.get(name)

/** An object as if it had not this field; its text stays. */
export function withoutField(object: JsonObjectText, name: string): JsonObjectText {
  if (!object.byName.has(name)) return object
  const fields = object.fields.filter((field) => field.name !== name)
  return { ...object, fields, byName: new Map(fields.map((field) => [field.name, field.value])) }
}

/** The object without fields. */
export const emptyObject: JsonObjectText = { kind: 'object', text: '{}', at: 0, fields: [], byName: new Map() }
