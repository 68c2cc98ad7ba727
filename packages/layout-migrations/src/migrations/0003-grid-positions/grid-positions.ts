import {
  activePositions,
  exchangePositions,
  exchangePositionsList,
  exchangeSymbolPositions,
  position,
  positionIndex,
  positionRealtime,
} from '@tradingboost/redis-keys'
import { defineMigration } from '../../define-migration.ts'
import { invertPositions } from './invert-positions.ts'
import { knownByState } from './known-by-state.ts'
import { sourcesOfPosition } from './sources-of-position.ts'
import { transformPositions } from './transform-positions.ts'

/**
 * Moves the positions of an account out of one text into a record each, with an index.
 *
 * - All that a source moves to is in its transformation: what was there of an earlier one and is not now, goes.
 * - An account may have a source per symbol: they share one index, which has to live as long as the last of them.
 * - A row is told by `invert` to the last character, so that a source written from records becomes those records again,
 *   revision included, and a source that says what its records say comes back as the same text.
 * - Records of our bots have no `source` and count a revision; a row of theirs has a field `tradingboost` that says so.
 */
export const gridPositions = defineMigration({
  id: '0003-grid-positions',
  summary: 'One record per position with an index, in place of one JSON text per account or symbol.',
  from: [exchangePositions, exchangePositionsList, exchangeSymbolPositions],
  to: [position, positionIndex, positionRealtime, activePositions],
  inPlace: false,
  isNoted: true,
  transform: transformPositions,
  sourcesOf: sourcesOfPosition,
  invert: invertPositions,
  isOwn: ({ family, content }) =>
    family.name === position.name && content.type === 'hash' && content.fields.every(([field]) => field !== 'source'),
  knownBy: knownByState,
})
