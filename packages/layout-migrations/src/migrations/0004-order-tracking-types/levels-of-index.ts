import type { KeyContent } from '../../key-content.ts'
import type { Inversion } from '../../migration.ts'
import { levelFields, type PlacedField } from '../0002-order-placed-prefix/level-fields.ts'

type Members = Extract<KeyContent, { readonly type: 'set' }>

const taken = new Set(['1', 'true'])

/** The set of a hash of levels: the levels at which an order rests. A text says why it is none. */
export function levelsToSet(fields: readonly PlacedField[]): Members | string {
  const { levels, strange } = levelFields(fields)
  if (strange !== undefined) return strange
  return { type: 'set', members: levels.filter(([, text]) => taken.has(text)).map(([level]) => level) }
}

/** The hash of a set of levels; ids of orders, for which the hash has no place, refuse it. */
export function setToLevels({ members }: Members): Inversion {
  const { levels, strange } = levelFields(members.map((member) => [member, 'true']))
  if (strange !== undefined) return { kind: 'refused', reason: `${strange}: a hash of levels would lose it` }
  return { kind: 'writes', content: { type: 'hash', fields: levels } }
}
