import { escapedCharacter, rawClass } from './define/escape-text.ts'
import type { Segment } from './define/segment.ts'
import { textSegment } from './define/text-segment.ts'

// Exchanges take 36 characters at most. The limit also lets a server's rules tell `orders:<clientOrderId>` from the longer
// keys of a grid: their patterns know lengths, but no "anything without a colon".
const longest = 36
const text = textSegment(`a text of at most ${longest} bytes with at least one character that is no digit`, [
  'hyperrsi-0000000a-entry',
  '0042-b07',
  'a7f36ae9-25c7-3c44-3e75-c3b4664fa663',
])
const onlyDigits = /^[0-9]*$/
const utf8 = new TextEncoder()

/** Our id of an order. One character is no digit, which tells `orders:<clientOrderId>` from GRID's old `orders:<digits>`. */
export const clientOrderIdSegment: Segment<string> = {
  ...text,
  pattern: `[0-9]*(?:${rawClass('0-9')}|${escapedCharacter})(?:${rawClass()}|${escapedCharacter})*`,
  longest,
  encode: (value) => {
    const encoded = typeof value === 'string' && !onlyDigits.test(value) ? text.encode(value) : undefined
    return encoded !== undefined && fits(encoded) ? encoded : undefined
  },
  decode: (encoded) => (onlyDigits.test(encoded) || !fits(encoded) ? undefined : text.decode(encoded)),
}

function fits(encoded: string): boolean {
  return encoded.length <= longest && utf8.encode(encoded).length <= longest
}
