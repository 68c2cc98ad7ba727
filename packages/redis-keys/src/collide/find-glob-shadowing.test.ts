import { describe, expect, it } from 'vitest'
import { redisGlobMatches } from '../../test/redis-glob.ts'
import { catalogue, channels } from '../catalogue/catalogue.ts'
import type { AnyFamily } from './find-collisions.ts'
import { describeGlobShadow, findGlobShadowing } from './find-glob-shadowing.ts'
import { automatonOfPattern } from './automaton-of-pattern.ts'
import { shortestCommonText } from './shortest-common-text.ts'

const families: readonly AnyFamily[] = [...catalogue, ...channels]
const named = (name: string): AnyFamily => {
  const family = families.find((one) => one.name === name)
  if (family === undefined) throw new Error(`${name} is not in the catalogue`)
  return family
}

describe('findGlobShadowing', () => {
  it('finds the keys of other families that user:*:position:*:* returns', () => {
    const hyperrsi = named('hyperrsiPosition')
    expect(hyperrsi.glob).toBe('user:*:position:*:*')
    const shadows = findGlobShadowing(families, [hyperrsi])
    expect(shadows.map(({ shadowed }) => shadowed.name)).toEqual(
      expect.arrayContaining(['positionState', 'averagingCount', 'takeProfitPrices', 'legacyUserPosition']),
    )
    expect(shadows.map(({ shadowed }) => shadowed.name)).not.toContain('positionSummary')
    expect(shadows.map(describeGlobShadow)).toContain(
      'the glob user:*:position:*:* of hyperrsiPosition also returns "user:0:position:/:position_state" of positionState',
    )
  })

  it('has a witness for every shadow: a key of the other family that the glob of Redis returns', () => {
    const active = families.filter(({ status }) => status === 'active')
    const shadows = findGlobShadowing(active)
    expect(shadows.length).toBeGreaterThan(100)
    for (const { family, shadowed, witness } of shadows) {
      expect(redisGlobMatches(family.glob, witness), `${family.glob} ${witness}`).toBe(true)
      expect(shadowed.read(witness), witness).toBeDefined()
    }
  })

  it('misses none: its shortcut agrees with the automata of glob and pattern', () => {
    const scanned = ['gridOrders', 'orderPlacedIndex', 'userIds', 'position', 'symbolStatus', 'lastCandleTime'].map(
      named,
    )
    for (const family of scanned) {
      const glob = automatonOfPattern(family.parts.map((part) => (part.kind === 'literal' ? part.text : '.*')).join(''))
      const expected = catalogue.filter(
        (other) => other !== family && shortestCommonText(glob, automatonOfPattern(other.pattern)) !== undefined,
      )
      expect(findGlobShadowing(families, [family]).map(({ shadowed }) => shadowed)).toEqual(expected)
    }
  })

  it('keeps keys and channels apart: SCAN returns no channel', () => {
    expect(findGlobShadowing(channels, [named('position')])).toEqual([])
  })
})
