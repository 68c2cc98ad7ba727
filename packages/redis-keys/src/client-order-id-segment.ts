import { escapedCharacter, rawClass } from './define/escape-text.ts'
import type { Segment } from './define/segment.ts'
import { textSegment } from './define/text-segment.ts'

const text = textSegment('a text with at least one character that is no digit', [
  'hyperrsi-0000000a-entry',
  '0042-b07',
  'a7f36ae9-25c7-3c44-3e75-c3b4664fa663',
])
const onlyDigits = /^[0-9]*$/

/** Our id of an order. One character is no digit, which tells `orders:<clientOrderId>` from GRID's old `orders:<digits>`. */
export const clientOrderIdSegment: Segment<string> = {
  ...text,
  pattern: `[0-9]*(?:${rawClass('0-9')}|${escapedCharacter})(?:${rawClass()}|${escapedCharacter})*`,
  encode: (value) => (typeof value === 'string' && !onlyDigits.test(value) ? text.encode(value) : undefined),
  decode: (encoded) => (onlyDigits.test(encoded) ? undefined : text.decode(encoded)),
}
