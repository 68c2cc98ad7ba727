import { legacyPositionCache, legacyUserPosition, positionCache } from '@tradingboost/redis-keys'
import type { Migration } from '../../migration.ts'

/** The two old names of a cached position, the one that says its side first; none at another exchange than the run's. */
export const sourcesOfCachedPosition: Migration['sourcesOf'] = ({ family, key }, { exchange }) => {
  const place = family.name === positionCache.name ? positionCache.read(key) : undefined
  if (place === undefined || place.exchange !== exchange) return []
  const { userId, symbol, side } = place
  return [
    {
      family: legacyUserPosition,
      key: legacyUserPosition.build({ userId, symbol, side }),
      params: { userId, symbol, side },
    },
    { family: legacyPositionCache, key: legacyPositionCache.build({ userId, symbol }), params: { userId, symbol } },
  ]
}
