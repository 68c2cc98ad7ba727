import assert from 'node:assert/strict'
import type { PositionStore } from '../stores/position-store.ts'
import type { ConformanceCase } from './conformance-case.ts'
import { samplePosition } from './sample-position.ts'

const account = { userId: '1001', exchange: 'okx' } as const
const symbol = 'XRP-USDT-SWAP'

/** What every PositionStore promises the bots. */
export const positionStoreCases: readonly ConformanceCase<PositionStore>[] = [
  {
    name: 'P01 gives back what was saved, to the last digit',
    run: async (store) => {
      assert.deepEqual(await store.save(account, samplePosition(3)), { kind: 'saved' })
      assert.deepEqual(await store.load(account, symbol, 'long'), samplePosition(3))
      assert.equal(await store.load(account, symbol, 'short'), undefined)
    },
  },
  {
    name: 'P02 refuses an older or equal revision and keeps the newer one',
    run: async (store) => {
      await store.save(account, samplePosition(3))
      for (const revision of [2, 3]) {
        const outcome = await store.save(account, samplePosition(revision, { quantity: '9' }))
        assert.deepEqual(outcome, { kind: 'stale', knownRevision: 3 })
      }
      assert.deepEqual(await store.load(account, symbol, 'long'), samplePosition(3))
    },
  },
  {
    name: 'P03 removes a closed position and enters it in the history once',
    run: async (store) => {
      await store.save(account, samplePosition(3))
      assert.deepEqual(await store.save(account, samplePosition(4, { quantity: '0' })), { kind: 'closed' })
      assert.deepEqual(await store.save(account, samplePosition(4, { quantity: '0' })), {
        kind: 'stale',
        knownRevision: 4,
      })
      assert.equal(await store.load(account, symbol, 'long'), undefined)
      assert.deepEqual((await store.list(account)).items, [])
      const { items } = await store.history(account)
      assert.deepEqual(
        items.map(({ revision, closedAt }) => ({ revision, closedAt })),
        [{ revision: 4, closedAt: samplePosition(4).updatedAt as number }],
      )
    },
  },
  {
    name: 'P04 does not bring a closed position back for an older update that comes late',
    run: async (store) => {
      await store.save(account, samplePosition(5, { quantity: '0' }))
      assert.deepEqual(await store.save(account, samplePosition(4)), { kind: 'stale', knownRevision: 5 })
      assert.equal(await store.load(account, symbol, 'long'), undefined)
      assert.deepEqual(await store.save(account, samplePosition(6)), { kind: 'saved' })
      assert.deepEqual(await store.load(account, symbol, 'long'), samplePosition(6))
    },
  },
  {
    name: 'P05 lists the open positions of one account, ccxt symbols and both sides included',
    run: async (store) => {
      const held = [
        samplePosition(1, { symbol: 'BTC/USDT:USDT' }),
        samplePosition(1, { side: 'long' }),
        samplePosition(1, { side: 'short' }),
      ]
      for (const position of held) await store.save(account, position)
      await store.save({ ...account, userId: '10011' }, samplePosition(1))
      await store.save({ ...account, exchange: 'okx_spot' }, samplePosition(1))
      assert.deepEqual(await store.list(account), { items: held, quarantined: [] })
    },
  },
  {
    name: 'P06 makes a symbol what the exchange says, an older revision too, and leaves other symbols alone',
    run: async (store) => {
      const other = samplePosition(1, { symbol: 'BTC-USDT-SWAP' })
      await store.save(account, other)
      await store.save(account, samplePosition(9, { side: 'long' }))
      await store.save(account, samplePosition(9, { side: 'short' }))
      await store.replaceAll(account, symbol, [samplePosition(2, { side: 'short', quantity: '4' })])
      assert.deepEqual((await store.list(account)).items, [other, samplePosition(2, { side: 'short', quantity: '4' })])
    },
  },
  {
    name: 'P07 enters a closing that only the exchange saw, once however often it is reconciled',
    run: async (store) => {
      await store.save(account, samplePosition(3))
      const closed = samplePosition(8, { quantity: '0' })
      await store.replaceAll(account, symbol, [closed])
      await store.replaceAll(account, symbol, [closed])
      assert.deepEqual((await store.list(account)).items, [])
      assert.deepEqual(
        (await store.history(account)).items.map(({ revision }) => revision),
        [8],
      )
      assert.deepEqual(await store.save(account, samplePosition(7)), { kind: 'stale', knownRevision: 8 })
    },
  },
  {
    name: 'P08 forgets the revisions of an exchange that began anew',
    run: async (store) => {
      await store.save(account, samplePosition(50, { side: 'long' }))
      await store.save(account, samplePosition(60, { side: 'short' }))
      await store.replaceAll(account, symbol, [samplePosition(2, { side: 'short', quantity: '0' })])
      assert.deepEqual((await store.list(account)).items, [])
      assert.deepEqual(await store.save(account, samplePosition(1, { side: 'long' })), { kind: 'saved' })
      assert.deepEqual(await store.save(account, samplePosition(3, { side: 'short' })), { kind: 'saved' })
      assert.deepEqual(
        (await store.history(account)).items.map(({ revision }) => revision),
        [2],
      )
    },
  },
  {
    name: 'P09 gives the last closed positions, oldest first',
    run: async (store) => {
      for (const revision of [2, 4, 6]) await store.save(account, samplePosition(revision, { quantity: '0' }))
      assert.deepEqual(
        (await store.history(account, 2)).items.map(({ revision }) => revision),
        [4, 6],
      )
    },
  },
]
