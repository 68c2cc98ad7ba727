import { parseTemplate } from '../src/define/parse-template.ts'
import type { SegmentTable } from '../src/define/segment.ts'
import { patternSegment } from '../src/define/text-segment.ts'
import { commonKey } from '../src/collide/common-key.ts'
import { exchanges, segments } from '../src/segments.ts'
import { originalPatterns, type OriginalPattern } from './original-patterns.ts'

const text = (pattern: string) => patternSegment(pattern, 'a text', ['x'])
const free = text('[^:]+')
const untyped = { ex: free, uid: free, sym: free, side: free, tf: free, level: free, oid: free, rule: free }
const withExchanges = { ...untyped, ex: text(`(?:${exchanges.join('|')})`) }
const withUsers = { ...withExchanges, uid: text('[0-9]+') }
const typed = { ...withUsers, side: text('(?:long|short)'), tf: text('[0-9]+[mhdw]'), level: text('[0-9]+') }

/** What the parameters of the original's patterns may be, from nothing said to everything said. */
export const originalTypings: Readonly<Record<string, SegmentTable>> = {
  untyped,
  'exchanges listed': withExchanges,
  'and user ids digits': withUsers,
  'and sides, timeframes, levels': typed,
  'symbols may hold colons': { ...typed, sym: text('[^:]+(?::[^:]+)*') },
  'our segments': {
    ex: segments.exchange,
    uid: segments.userId,
    sym: segments.symbol,
    side: segments.side,
    tf: segments.legacyTimeframe,
    level: segments.level,
    oid: segments.orderId,
    rule: segments.ruleId,
  },
}

/** Two patterns of the original that produce one string. */
export interface OriginalCollision {
  readonly first: OriginalPattern
  readonly second: OriginalPattern
  readonly witness: string
}

/** Every pair of the original's patterns that can produce one string under a typing. */
export function originalCollisions(typing: SegmentTable): readonly OriginalCollision[] {
  const spelled = originalPatterns.map((one) => ({
    one,
    parts: parseTemplate(one.pattern.replaceAll('{', '<').replaceAll('}', '>'), typing),
  }))
  return spelled.flatMap((first, index) =>
    spelled.slice(index + 1).flatMap((second) => {
      const witness = commonKey(first, second)
      return witness === undefined ? [] : [{ first: first.one, second: second.one, witness }]
    }),
  )
}
