import fc from 'fast-check'
import type { Segment } from '../src/define/segment.ts'

/** Words that templates use as literals, and texts built to be taken for something else. */
const misleading = [
  'index',
  'active',
  'history',
  'realtime',
  'open',
  'user',
  'users',
  'position',
  'positions',
  'orders',
  'order_placed',
  'symbol',
  'key',
  'pnl',
  'okx',
  'long',
  'short',
  '1d',
  '1001',
  '0',
  'A/B:long',
  'A/B:order_placed',
  'A/B:orders',
  'A/B:1h',
  'A/B:last_update',
  'A/B:20250101_000000',
  'BTC/USDT:USDT',
  'BTC/USD:BTC-250328',
  'a/b:c',
  'a:b:c',
  '{tag}',
  '%3A',
  '%',
  '사용자1',
  '🚀',
  ' ',
  '\u0000',
]

/** Texts of every kind that a caller may hand to a segment. */
export const callerText = fc.oneof(
  fc.constantFrom(...misleading),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...':/%*[]{}?\\ \naZ1ㄱ-_.') }),
)

/** Values that the segment accepts: its examples, what its pattern reaches, and whatever text it takes. */
export function valueOf<Value>(segment: Segment<Value>): fc.Arbitrary<Value> {
  const read = (text: string): Value[] => {
    const value = segment.decode(text)
    return value === undefined ? [] : [value]
  }
  const [first] = segment.examples
  const reached = fc.stringMatching(new RegExp(`^(?:${segment.pattern})$`, 'u')).map((text) => read(text)[0] ?? first)
  const taken = callerText.map((text) => read(segment.encode(text) ?? '')[0] ?? first)
  return fc.oneof(fc.constantFrom(...segment.examples), reached, taken)
}
