import assert from 'node:assert/strict'
import type { OrderStore } from '../stores/order-store.ts'
import type { StoredList } from '../records/stored.ts'
import type { StoredOrder } from '../records/order-fields.ts'
import type { ConformanceCase } from './conformance-case.ts'
import { sampleOrder } from './sample-order.ts'

const ids = ({ items }: StoredList<StoredOrder>): readonly string[] => items.map(({ order }) => order.clientOrderId)

/** What every OrderStore promises the bots. */
export const orderStoreCases: readonly ConformanceCase<OrderStore>[] = [
  {
    name: 'O01 gives back what was saved, to the last digit',
    run: async (store) => {
      assert.equal(await store.save(sampleOrder()), 'saved')
      assert.deepEqual(await store.load('grid-0000000a-b07'), sampleOrder())
      assert.equal(await store.load('grid-0000000b-b07'), undefined)
    },
  },
  {
    name: 'O02 refuses an older revision',
    run: async (store) => {
      await store.save(sampleOrder({ revision: 3, status: 'partially-filled' }))
      assert.equal(await store.save(sampleOrder({ revision: 2 })), 'stale')
      assert.deepEqual(await store.load('grid-0000000a-b07'), sampleOrder({ revision: 3, status: 'partially-filled' }))
    },
  },
  {
    name: 'O03 lists an order as open until it ends, and keeps its record then',
    run: async (store) => {
      await store.save(sampleOrder({ revision: 0, status: 'intended' }))
      assert.deepEqual(ids(await store.listOpen('okx', 'XRP-USDT-SWAP')), ['grid-0000000a-b07'])
      assert.equal(await store.save(sampleOrder({ revision: 2, status: 'filled' })), 'ended')
      assert.deepEqual(ids(await store.listOpen('okx', 'XRP-USDT-SWAP')), [])
      assert.deepEqual(ids(await store.listByUser({ userId: '1002', exchange: 'okx' })), ['grid-0000000a-b07'])
    },
  },
  {
    name: 'O04 does not reopen an order that ended, by an older revision or by the same',
    run: async (store) => {
      await store.save(sampleOrder({ revision: 2, status: 'canceled' }))
      assert.equal(await store.save(sampleOrder({ revision: 1 })), 'stale')
      assert.equal(await store.save(sampleOrder({ revision: 2 })), 'stale')
      assert.deepEqual(ids(await store.listOpen('okx', 'XRP-USDT-SWAP')), [])
    },
  },
  {
    name: 'O05 lets a status move on while the exchange has not counted a revision',
    run: async (store) => {
      await store.save(sampleOrder({ revision: 0, status: 'intended' }))
      assert.equal(await store.save(sampleOrder({ revision: 0, status: 'submitted' })), 'saved')
      assert.equal((await store.load('grid-0000000a-b07'))?.order.status, 'submitted')
    },
  },
  {
    name: 'O06 saves many in the order given and answers for each',
    run: async (store) => {
      const outcomes = await store.saveAll([
        sampleOrder({ id: 'a-1', revision: 1 }),
        sampleOrder({ id: 'a-1', revision: 2, status: 'filled' }),
        sampleOrder({ id: 'a-1', revision: 1 }),
        sampleOrder({ id: 'b-2' }),
      ])
      assert.deepEqual(outcomes, ['saved', 'ended', 'stale', 'saved'])
      assert.deepEqual(ids(await store.listOpen('okx', 'XRP-USDT-SWAP')), ['b-2'])
      assert.deepEqual(await store.saveAll([]), [])
    },
  },
  {
    name: 'O07 keeps the orders of symbols and users apart',
    run: async (store) => {
      await store.save(sampleOrder({ id: 'a-1' }))
      await store.save(sampleOrder({ id: 'b-2', symbol: 'BTC/USDT:USDT' }))
      await store.save({ ...sampleOrder({ id: 'c-3' }), userId: '1001' })
      assert.deepEqual(ids(await store.listOpen('okx', 'XRP-USDT-SWAP')), ['a-1', 'c-3'])
      assert.deepEqual(ids(await store.listOpen('okx', 'BTC/USDT:USDT')), ['b-2'])
      assert.deepEqual(ids(await store.listByUser({ userId: '1002', exchange: 'okx' })), ['a-1', 'b-2'])
    },
  },
]
