import type { Migration } from '../migration.ts'
import { cachedPositions } from './0001-position-cache/cached-positions.ts'
import { placedLevels } from './0002-order-placed-prefix/placed-levels.ts'
import { gridPositions } from './0003-grid-positions/grid-positions.ts'
import { orderTracking } from './0004-order-tracking-types/order-tracking.ts'

/** Every migration, in the order of their ids. */
export const migrations: readonly Migration[] = [cachedPositions, placedLevels, gridPositions, orderTracking]
