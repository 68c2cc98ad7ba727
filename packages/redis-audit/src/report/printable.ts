// Controls, line and paragraph ends, marks that turn the direction of writing, half surrogate pairs, what XML forbids.
const unprintable = /[\p{Cc}\p{Cs}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/gu

/** A text of unknown origin on one line: control characters must reach neither a terminal nor an XML reader. */
export function printable(text: string): string {
  return text.replaceAll(unprintable, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** A key for people. */
export function printableKey(key: string): string {
  const text = printable(key)
  return text === '' ? '(the empty key)' : text.length > 120 ? `${text.slice(0, 119)}…` : text
}
