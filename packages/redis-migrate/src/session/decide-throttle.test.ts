import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { decideThrottle, defaultLimits, paceMs, portionOf, type ServerLoad } from './decide-throttle.ts'

const calm: ServerLoad = {
  latencyMs: 1,
  opsPerSecond: 100,
  usedBytes: 10,
  maxBytes: 0,
  replicaLagBytes: 0,
  replicasJoining: 0,
}

test.each([
  ['goes on while the server is calm', {}, {}, undefined],
  ['waits for memory within a twentieth of the limit', { usedBytes: 96, maxBytes: 100 }, {}, /^memory: 96 of 100/],
  ['goes on without a limit of memory', { usedBytes: 96, maxBytes: 0 }, {}, undefined],
  ['waits for a slow server', { latencyMs: 51 }, {}, /^latency: 51 ms/],
  ['waits for a replica that is behind', { replicaLagBytes: 65 * 1024 * 1024 }, {}, /^replica: 68157440 bytes/],
  ['waits for replicas that do not follow yet', { replicasJoining: 2 }, {}, /^replica: 2 not online$/],
  ['waits above a ceiling of commands', { opsPerSecond: 501 }, { opsPerSecond: 500 }, /^load: 501/],
  ['knows no ceiling of commands unless told', { opsPerSecond: 1e9 }, {}, undefined],
] as const)('%s', (_what, load, limits, reason) => {
  const decided = decideThrottle({ ...calm, ...load }, { ...defaultLimits, ...limits })
  if (reason === undefined) return expect(decided).toBeUndefined()
  return expect(decided).toMatch(reason)
})

test.prop([fc.nat(1e6), fc.nat(1e6), fc.integer({ min: 1, max: 1e6 })])(
  'after the wait no more than the rate were done',
  (keys, elapsedMs, rate) => {
    const seconds = (elapsedMs + paceMs(keys, elapsedMs, rate)) / 1_000
    expect(keys).toBeLessThanOrEqual(rate * seconds + 1e-6)
    expect(paceMs(keys, elapsedMs, 0)).toBe(0)
  },
)

test('the lower the rate, the fewer keys go by at a time', () => {
  expect([0, 10, 250, 2_000].map((rate) => portionOf(rate, 1))).toEqual([1_000, 1, 1, 8])
})

test('over a long way as many go by at a time as are worked on', () => {
  expect([0, 10, 250, 2_000].map((rate) => portionOf(rate, 3))).toEqual([1_000, 3, 3, 8])
})
