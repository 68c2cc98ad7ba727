import assert from 'node:assert/strict'
import { gridProblems } from '../records/grid-picture.ts'
import type { GridOrderStore } from '../stores/grid-order-store.ts'
import type { ConformanceCase } from './conformance-case.ts'
import { sampleOrder } from './sample-order.ts'

const buy = { id: 'grid-0000000a-b07', level: 7 }
const takeProfit = { id: 'grid-0000000b-t07', level: 7, price: '0.5272' }

/** What every GridOrderStore promises the grid of user 1002 on XRP-USDT-SWAP at okx. */
export const gridOrderStoreCases: readonly ConformanceCase<GridOrderStore>[] = [
  {
    name: 'G01 holds nothing of a grid that never ran',
    run: async (store) => {
      const picture = await store.load()
      assert.deepEqual(picture, { orders: [], placed: new Map(), index: new Set(), records: [], quarantined: [] })
    },
  },
  {
    name: 'G02 takes a rung with its order and frees it when that ends, all three in step',
    run: async (store) => {
      assert.equal(await store.place(7, sampleOrder(buy)), 'saved')
      const resting = await store.load()
      assert.deepEqual(gridProblems(resting), [])
      assert.deepEqual(resting.orders, [{ clientOrderId: buy.id, score: Number('0.12345678901234567') }])
      assert.equal(resting.records[0]?.order.price?.toFixed(), '0.12345678901234567')
      assert.equal(resting.placed.get(7), true)

      assert.equal(await store.release(7, sampleOrder({ ...buy, revision: 2, status: 'filled' })), 'ended')
      const free = await store.load()
      assert.deepEqual(gridProblems(free), [])
      assert.deepEqual([free.orders, [...free.index], free.placed.get(7)], [[], [], false])
    },
  },
  {
    name: 'G03 keeps the rung for the take-profit that follows a fill, in one change',
    run: async (store) => {
      await store.place(7, sampleOrder(buy))
      await store.apply([
        { level: 7, order: sampleOrder({ ...buy, revision: 2, status: 'filled' }), placed: false },
        { level: 7, order: sampleOrder(takeProfit), placed: true },
      ])
      const picture = await store.load()
      assert.deepEqual(gridProblems(picture), [])
      assert.deepEqual([...picture.index], [takeProfit.id])
      assert.equal(picture.placed.get(7), true)
    },
  },
  {
    name: 'G04 changes neither order nor rung for an older revision',
    run: async (store) => {
      await store.place(7, sampleOrder({ ...buy, revision: 2 }))
      await store.release(7, sampleOrder({ ...buy, revision: 3, status: 'canceled' }))
      assert.equal(await store.place(7, sampleOrder({ ...buy, revision: 1 })), 'stale')
      const picture = await store.load()
      assert.deepEqual([picture.orders, picture.placed.get(7)], [[], false])
    },
  },
  {
    name: 'G05 becomes what the book of the exchange says, whatever stood',
    run: async (store) => {
      await store.place(7, sampleOrder({ ...buy, revision: 9 }))
      await store.place(3, sampleOrder({ id: 'grid-00000001-b03', level: 3, price: '0.1' }))
      await store.replaceAll(
        new Map([
          [7, true],
          [3, false],
        ]),
        [sampleOrder({ ...takeProfit, revision: 1 }), sampleOrder({ ...buy, revision: 4, status: 'filled' })],
      )
      const picture = await store.load()
      assert.deepEqual(gridProblems(picture), [])
      assert.deepEqual(
        picture.orders.map(({ clientOrderId }) => clientOrderId),
        [takeProfit.id],
      )
      assert.deepEqual(
        [...picture.placed].toSorted(([a], [b]) => a - b),
        [
          [3, false],
          [7, true],
        ],
      )
    },
  },
  {
    name: 'G06 ranks orders by price',
    run: async (store) => {
      for (const [at, price] of ['0.9', '0.10', '0.5'].entries()) {
        await store.place(at, sampleOrder({ id: `grid-${at}`, level: at, price }))
      }
      assert.deepEqual(
        (await store.load()).orders.map(({ score }) => score),
        [0.1, 0.5, 0.9],
      )
    },
  },
  {
    name: 'G07 refuses an order that has no price, and takes no rung for it',
    run: async (store) => {
      const { order, ...rest } = sampleOrder(buy)
      const { price: _price, ...market } = order
      await assert.rejects(store.place(7, { ...rest, order: { ...market, type: 'market' } }), {
        code: 'value-not-storable',
      })
      assert.equal((await store.load()).placed.size, 0)
    },
  },
]
