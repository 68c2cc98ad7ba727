import { gridOrders, orderPlacedIndex } from '@tradingboost/redis-keys'
import { defineMigration } from '../../define-migration.ts'
import type { KeyContent } from '../../key-content.ts'
import type { Migration, SourceKey } from '../../migration.ts'
import type { Transformation } from '../../transformation.ts'
import { levelsToSet, setToLevels } from './levels-of-index.ts'
import { pricesToSortedSet, sortedSetToPrices } from './prices-of-orders.ts'

const transform: Migration['transform'] = ({ family, key, content }) => {
  if (content.type === family.type) return { kind: 'stays', reason: `it is a ${content.type} already` }
  if (family.name === gridOrders.name && content.type === 'string') {
    return moved({ family, key }, pricesToSortedSet(content.text))
  }
  if (family.name === orderPlacedIndex.name && content.type === 'hash') {
    return moved({ family, key }, levelsToSet(content.fields))
  }
  return { kind: 'refused', reason: `it is a ${content.type}, which nobody is known to write there` }
}

/** Redis has no empty set: what says nothing goes, or a hash would stand where our bots want to add to a set. */
function moved({ family, key }: Pick<SourceKey, 'family' | 'key'>, content: KeyContent | string): Transformation {
  if (typeof content === 'string') return { kind: 'refused', reason: content }
  const isEmpty = 'members' in content && content.members.length === 0
  return { kind: 'moves', keys: isEmpty ? [] : [{ family, key, content, lifetime: 'source' }], members: [] }
}

const sourcesOf: Migration['sourcesOf'] = ({ family, key }) => {
  const known = [gridOrders, orderPlacedIndex].find(({ name }) => name === family.name)
  const params = known?.read(key)
  return known === undefined || params === undefined ? [] : [{ family: known, key, params }]
}

const invert: Migration['invert'] = ({ key }, targets) => {
  const content = targets.find((target) => target.key === key)?.content
  if (content === undefined) return { kind: 'deletes' }
  if (content.type === 'zset') return sortedSetToPrices(content)
  if (content.type === 'set') return setToLevels(content)
  return { kind: 'refused', reason: `it is a ${content.type} already` }
}

/** Gives the keys of a grid's orders the types that the catalogue states, under the names that they have. */
export const orderTracking = defineMigration({
  id: '0004-order-tracking-types',
  summary: 'Orders of a grid by price as a sorted set, and its resting orders as a set, under their own names.',
  from: [gridOrders, orderPlacedIndex],
  to: [gridOrders, orderPlacedIndex],
  inPlace: true,
  transform,
  sourcesOf,
  invert,
})
