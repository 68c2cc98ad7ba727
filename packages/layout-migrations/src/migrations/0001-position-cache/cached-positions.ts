import { legacyPositionCache, legacyUserPosition, positionCache } from '@tradingboost/redis-keys'
import { defineMigration } from '../../define-migration.ts'
import { invertCachedPosition } from './invert-cached-position.ts'
import { sourcesOfCachedPosition } from './sources-of-cached-position.ts'
import { transformCachedPosition } from './transform-cached-position.ts'

/**
 * Moves cached positions to names that say exchange and side.
 *
 * A position may stand under both old names: two sources of one target, which agree or are a conflict. A hash under the name
 * with a side is a live record of HYPERRSI that has the same template: `transform` and `invert` are asked about it like about
 * any other key there, and say that it is not to be touched.
 */
export const cachedPositions = defineMigration({
  id: '0001-position-cache',
  summary: 'Cached positions under names with exchange and side.',
  from: [legacyPositionCache, legacyUserPosition],
  to: [positionCache],
  inPlace: false,
  isNoted: true,
  transform: transformCachedPosition,
  sourcesOf: sourcesOfCachedPosition,
  invert: invertCachedPosition,
})
