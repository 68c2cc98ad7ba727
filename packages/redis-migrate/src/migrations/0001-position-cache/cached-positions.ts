import { legacyPositionCache, legacyUserPosition, positionCache } from '@tradingboost/redis-keys'
import { defineMigration } from '../../define/define-migration.ts'
import { invertCachedPosition } from './invert-cached-position.ts'
import { sourcesOfCachedPosition } from './sources-of-cached-position.ts'
import { transformCachedPosition } from './transform-cached-position.ts'

/** Moves cached positions to names that say exchange and side. */
export const cachedPositions = defineMigration({
  id: '0001-position-cache',
  summary: 'Cached positions under names with exchange and side.',
  from: [legacyPositionCache, legacyUserPosition],
  to: [positionCache],
  inPlace: false,
  transform: transformCachedPosition,
  sourcesOf: sourcesOfCachedPosition,
  invert: invertCachedPosition,
})
