import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { catalogue, channels } from '../catalogue/catalogue.ts'
import { persistent } from '../define/lifetime.ts'
import { hash, string } from '../define/value-shape.ts'
import type { AnyKeyFamily } from '../define/key-family.ts'
import { defineChannel, defineKey } from '../language.ts'
import { describeCollision, findCollisions } from './find-collisions.ts'

const stated = { lifetime: persistent, owner: 'shared', summary: 'A family.' } as const
const text = string(z.string())
const active = defineKey({ ...stated, name: 'ours', template: 'a:<userId>', value: text, status: 'active' })
const index = defineKey({ ...stated, name: 'ourIndex', template: 'a:index', value: text, status: 'active' })
const old = defineKey({ ...stated, name: 'theirs', template: 'a:<orderId>', value: text, status: 'deprecated' })
const oldHash = defineKey({
  ...stated,
  name: 'theirHash',
  template: 'a:old',
  value: hash(z.object({})),
  status: 'deprecated',
})
const channel = defineChannel({
  name: 'news',
  template: 'a:<symbol>',
  payload: z.string(),
  owner: 'shared',
  status: 'active',
  summary: 'A channel.',
})

const only = (...families: readonly Parameters<typeof findCollisions>[0][number][]) => {
  const [collision, ...others] = findCollisions(families)
  expect(others).toEqual([])
  return collision
}

describe('findCollisions', () => {
  it('refuses two active families on one string and prints the string, both names and both readings', () => {
    const collision = only(active, index)
    expect(collision?.isError).toBe(true)
    expect(collision === undefined ? '' : describeCollision(collision)).toBe(
      [
        'ours (active string) and ourIndex (active string) both produce "a:index": give one of them another template, or a segment of narrower values',
        '  "a:<userId>" reads {"userId":"index"}',
        '  "a:index" reads {}',
      ].join('\n'),
    )
  })

  it('says TYPE where the two hold different Redis types, and still refuses it between active families', () => {
    const typed: AnyKeyFamily = { ...index, type: 'hash', value: hash(z.object({})) }
    const collision = only(active, typed)
    expect(collision).toMatchObject({ isError: true, typesDiffer: true })
    expect(collision === undefined ? '' : describeCollision(collision)).toMatch(
      /^TYPE: ours \(active string\) and ourIndex/,
    )
  })

  it('refuses an active channel that is spelled like an active key', () => {
    expect(only(active, channel)).toMatchObject({ isError: true, typesDiffer: false, witness: 'a:/' })
  })

  it('refuses an active family that cannot be told from a deprecated one', () => {
    const collision = only(active, old)
    expect(collision).toMatchObject({ isError: true, toldApartBy: undefined })
    expect(collision === undefined ? '' : describeCollision(collision)).toMatch(
      /give the active one another template, or name/,
    )
  })

  it('accepts it where the types differ', () => {
    expect(only(active, oldHash)).toMatchObject({ isError: false, toldApartBy: 'type' })
  })

  it('accepts it where a note of either names the other, and not where it only resembles it', () => {
    expect(only(active, { ...old, note: 'Before ours, an expired text.' })).toMatchObject({
      isError: false,
      toldApartBy: 'note',
    })
    expect(only({ ...active, note: 'theirs is never longer than a byte.' }, old)?.isError).toBe(false)
    expect(only(active, { ...old, note: 'Like oursOrSo.' })?.isError).toBe(true)
  })

  it('lists what only deprecated families share', () => {
    expect(only(old, { ...active, name: 'older', status: 'deprecated' })).toMatchObject({ isError: false })
  })

  it('proves families disjoint by the domains of their segments', () => {
    const digits = defineKey({ ...stated, name: 'b', template: 'b:<numericUserId>', value: text, status: 'active' })
    const side = defineKey({ ...stated, name: 'c', template: 'b:<side>', value: text, status: 'active' })
    expect(findCollisions([digits, side])).toEqual([])
  })

  it('proves the catalogue free of collisions but for four pairs of deprecated families that their types tell apart', () => {
    const collisions = findCollisions([...catalogue, ...channels])
    expect(collisions.filter(({ isError }) => isError)).toEqual([])
    expect(
      collisions.map(({ first, second, toldApartBy }) => [first.family.name, second.family.name, toldApartBy]),
    ).toEqual([
      ['legacyUserPosition', 'hyperrsiPosition', 'type'],
      ['exchangePositions', 'exchangePositionsList', 'type'],
      ['conditionalRule', 'conditionalRuleIndex', 'type'],
      ['gridSymbolState', 'gridSymbolVolume', 'type'],
    ])
    for (const { first, second } of collisions) expect([first.params, second.params]).not.toContain(undefined)
  })
})
