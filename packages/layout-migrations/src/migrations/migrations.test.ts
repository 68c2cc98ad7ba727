import { catalogue } from '@tradingboost/redis-keys'
import { describe, expect, it } from 'vitest'
import { migrations } from './migrations.ts'

describe('the migrations', () => {
  it('are in the order of their ids, each its own', () => {
    const ids = migrations.map(({ id }) => id)
    expect(ids).toEqual([...new Set(ids)].toSorted())
  })

  it.each(migrations)('$id moves between families of the catalogue', ({ from, to }) => {
    for (const family of [...from, ...to]) expect(catalogue).toContain(family)
  })

  it.each(migrations.filter(({ inPlace }) => !inPlace))(
    '$id moves what is deprecated to what the catalogue names in its place',
    ({ from, to }) => {
      const targets = to.map(({ name }) => name)
      for (const { name, status, replacedBy } of from) {
        expect([name, status, replacedBy.filter((successor) => targets.includes(successor))]).toEqual([
          name,
          'deprecated',
          replacedBy,
        ])
      }
    },
  )

  it.each(migrations.filter(({ inPlace }) => inPlace))(
    '$id moves in place: its sources are its targets',
    ({ from, to }) => {
      expect(from).toEqual(to)
    },
  )

  it('share no family that they move to: a change of ours concerns one old layout at most', () => {
    const targets = migrations.flatMap(({ to }) => to.map(({ name }) => name))
    expect(targets).toEqual([...new Set(targets)])
  })
})
