import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPositionStore } from '../src/index.ts'
import { samplePosition } from '../src/testing/sample-position.ts'
import { useRedis } from './use-redis.ts'

const redis = useRedis()
const account = { userId: '1001', exchange: 'okx' } as const

const step = fc.record({
  kind: fc.constantFrom('save' as const, 'save' as const, 'save' as const, 'replace' as const),
  symbol: fc.constantFrom('A', 'BTC/USDT:USDT'),
  side: fc.constantFrom('long' as const, 'short' as const),
  revision: fc.integer({ min: 0, max: 12 }),
  quantity: fc.constantFrom('0', '1', '2.5'),
})

test('after any sequence of saves and reconciliations hash, index, active set and history tell one story', async () => {
  const { connection, raw } = redis()
  const store = createPositionStore(connection)
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      await raw.flushall()
      const newest = new Map<string, number>()
      const closings = new Set<string>()
      const outcomes: [string, string][] = []
      for (const { kind, symbol, side, revision, quantity } of steps) {
        const position = samplePosition(revision, { symbol, side, quantity })
        const place = `${symbol}:${side}`
        const isNewer = revision > (newest.get(place) ?? -1)
        if (kind === 'save') {
          const { kind: outcome } = await store.save(account, position)
          outcomes.push([outcome, isNewer ? (quantity === '0' ? 'closed' : 'saved') : 'stale'])
        } else {
          await store.replaceAll(account, symbol, [position])
        }
        if (quantity === '0' && (isNewer || kind === 'replace')) closings.add(`${place}@${revision}`)
        if (isNewer || kind === 'replace') newest.set(place, revision)
        // The exchange names one side only: of the other it knows nothing.
        if (kind === 'replace') newest.delete(`${symbol}:${side === 'long' ? 'short' : 'long'}`)
      }
      expect(outcomes.map(([actual]) => actual)).toEqual(outcomes.map(([, expected]) => expected))
      const hashes = (await raw.scan('0', 'MATCH', 'positions:1001:okx:*', 'COUNT', 1_000))[1]
      const members = await raw.smembers('positions:index:1001:okx')
      expect(members.map((member) => `positions:1001:okx:${member}`).toSorted()).toEqual(hashes.toSorted())
      expect((await raw.smembers('positions:active')).toSorted()).toEqual(
        members.map((member) => `1001:okx:${member}`).toSorted(),
      )
      expect((await store.history(account)).items).toHaveLength(closings.size)
      const { items, quarantined } = await store.list(account)
      expect([items.length, quarantined]).toEqual([members.length, []])
      for (const { symbol, side, revision } of items) expect(revision).toBe(newest.get(`${symbol}:${side}`))
    }),
    { numRuns: 60 },
  )
})
