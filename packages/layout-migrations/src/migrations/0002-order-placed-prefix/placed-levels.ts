import { legacyOrderPlaced, orderPlaced } from '@tradingboost/redis-keys'
import { defineMigration } from '../../define-migration.ts'
import type { Migration } from '../../migration.ts'
import { levelFields } from './level-fields.ts'

/** The same levels under the new name, their texts as they were: readers take 1 and true, 0 and false. */
const transform: Migration['transform'] = ({ params, content }) => {
  if (content.type !== 'hash')
    return { kind: 'refused', reason: `it is a ${content.type} where a hash of levels belongs` }
  const { levels, strange } = levelFields(content.fields)
  if (strange !== undefined) {
    return { kind: 'refused', reason: `${strange}: prices and levels must not stand in one hash, so all of it is left` }
  }
  const key = orderPlaced.buildChecked(params)
  return {
    kind: 'moves',
    keys: [{ family: orderPlaced, key, content: { type: 'hash', fields: levels }, lifetime: 'source' }],
    members: [],
  }
}

const sourcesOf: Migration['sourcesOf'] = ({ family, key }) => {
  const params = family.name === orderPlaced.name ? orderPlaced.read(key) : undefined
  return params === undefined ? [] : [{ family: legacyOrderPlaced, key: legacyOrderPlaced.build(params), params }]
}

/** The levels under the old name; prices that stand among them are no matter of its readers. */
const invert: Migration['invert'] = (source, targets, before) => {
  if (before !== undefined && before.type !== 'hash') {
    return { kind: 'refused', reason: `it is a ${before.type} where a hash of levels belongs` }
  }
  const target = targets.find((one) => sourcesOf(one, { exchange: '' }).some(({ key }) => key === source.key))
  const levels = target?.content.type === 'hash' ? levelFields(target.content.fields).levels : []
  return levels.length === 0 ? { kind: 'deletes' } : { kind: 'writes', content: { type: 'hash', fields: levels } }
}

/** Moves the levels of a grid to the prefix that the other keys of its orders have. */
export const placedLevels = defineMigration({
  id: '0002-order-placed-prefix',
  summary: 'The levels of a grid under the prefix of its orders.',
  from: [legacyOrderPlaced],
  to: [orderPlaced],
  inPlace: false,
  isNoted: true,
  transform,
  sourcesOf,
  invert,
})
