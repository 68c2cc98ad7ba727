import {
  activePositions,
  exchangePositions,
  exchangePositionsList,
  exchangeSymbolPositions,
  position,
  positionIndex,
  positionRealtime,
} from '@tradingboost/redis-keys'
import { defineMigration } from '../../define/define-migration.ts'
import { invertPositions } from './invert-positions.ts'
import { sourcesOfPosition } from './sources-of-position.ts'
import { transformPositions } from './transform-positions.ts'

/** Moves the positions of an account out of one text into a record each, with an index. */
export const gridPositions = defineMigration({
  id: '0003-grid-positions',
  summary: 'One record per position with an index, in place of one JSON text per account or symbol.',
  from: [exchangePositions, exchangePositionsList, exchangeSymbolPositions],
  to: [position, positionIndex, positionRealtime, activePositions],
  inPlace: false,
  transform: transformPositions,
  sourcesOf: sourcesOfPosition,
  invert: invertPositions,
})
