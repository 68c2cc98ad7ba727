import type { PositionSide } from '@tradingboost/domain'
import { legacyUserPosition, positionCache } from '@tradingboost/redis-keys'
import type { KeyContent } from '../../key-content.ts'
import type { Migration } from '../../migration.ts'
import { readCachedPosition } from './read-cached-position.ts'
import { saySide } from './say-side.ts'
import { sourcesOfCachedPosition } from './sources-of-cached-position.ts'

/** A cached position by its side, and the side that its text says without a name. */
interface Cached {
  readonly text: string
  readonly side: PositionSide
  readonly said: PositionSide | undefined
}

/**
 * The same text under the old names. The name without a side holds a position whose text says its side: the one of the
 * side that it held, else the only one; any other stands under the name with the side alone.
 */
export const invertCachedPosition: Migration['invert'] = (source, targets, before, options) => {
  if (before !== undefined && before.type !== 'string') {
    return {
      kind: 'refused',
      reason: `it is a ${before.type}: the live position of HYPERRSI, or no cached copy at all`,
    }
  }
  const cached = targets.flatMap(({ family, key, content }): readonly Cached[] => {
    const place = family.name === positionCache.name ? positionCache.read(key) : undefined
    if (place === undefined || content.type !== 'string') return []
    const isOfSource = sourcesOfCachedPosition({ family, key }, options).some((known) => known.key === source.key)
    return isOfSource ? [{ text: content.text, side: place.side, said: sideIn(content) }] : []
  })
  const sided = source.family.name === legacyUserPosition.name
  const found = sided ? cached[0] : withoutSide(cached, before === undefined ? undefined : sideIn(before))
  return found === undefined ? { kind: 'deletes' } : { kind: 'writes', content: { type: 'string', text: found.text } }
}

function withoutSide(cached: readonly Cached[], held: PositionSide | undefined): Cached | undefined {
  const telling = cached.filter(({ side, said }) => side === said)
  return telling.find(({ side }) => side === held) ?? (telling.length === 1 ? telling[0] : undefined)
}

function sideIn(content: KeyContent): PositionSide | undefined {
  const read = content.type === 'string' ? readCachedPosition(content.text) : undefined
  return read?.kind === 'position' ? saySide(read.object) : undefined
}
