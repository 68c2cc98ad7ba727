import { clientOrderId, decimal } from '@tradingboost/domain'
import { expect } from 'vitest'
import { requestOf, suiteTerms, type SuiteCase } from './suite-desk.ts'

const { symbol } = suiteTerms.instrument
const id = clientOrderId
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
const hedged = { positionMode: 'hedge', marginMode: 'cross' } as const
const stop = { type: 'stop-market', triggerPrice: 110 } as const

export const portCases: readonly SuiteCase[] = [
  {
    id: 'TC-50',
    rule: 'answers several orders at once in their order, and a rejected one does not hold back the others',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100])
      const requests = [
        requestOf({ id: 'b1', price: 95 }),
        requestOf({ id: 'b2', price: '95.05' }),
        requestOf({ id: 'b3', price: 94 }),
      ]
      const kinds = (await trader.exchange.submitMany(requests)).map(({ kind }) => kind)
      expect(kinds).toEqual(['accepted', 'rejected', 'accepted'])
      expect(await trader.resting()).toEqual(['b1', 'b3'])
    },
  },
  {
    id: 'TC-51',
    rule: 'takes more orders at once than one request of the exchange holds, and none',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100])
      const ids = Array.from({ length: 45 }, (_, at) => `b${String(at)}`)
      const outcomes = await trader.exchange.submitMany(ids.map((name) => requestOf({ id: name, price: 50 })))
      expect(outcomes.map(({ kind }) => kind)).toEqual(ids.map(() => 'accepted'))
      expect(await trader.resting()).toEqual(ids)
      expect(await trader.exchange.submitMany([])).toEqual([])
    },
  },
  {
    id: 'TC-52',
    rule: 'cancels every open order of a symbol, stops included, and reports each',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100])
      await trader.place({ id: 'b1', price: 95 })
      await trader.place({ id: 's1', ...stop })
      const outcome = await trader.exchange.cancelAll(symbol)
      expect(plain(outcome)).toMatchObject({
        kind: 'canceled',
        orders: [
          { clientOrderId: 'b1', status: 'canceled' },
          { clientOrderId: 's1', status: 'canceled' },
        ],
      })
      expect(await trader.resting()).toEqual([])
      const statuses = () => trader.events.flatMap((event) => (event.kind === 'order' ? [event.order.status] : []))
      await expect.poll(statuses).toEqual(['accepted', 'accepted', 'canceled', 'canceled'])
    },
  },
  {
    id: 'TC-53',
    rule: 'cancels nothing of another symbol, or where nothing is open',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100])
      await trader.place({ id: 'b1', price: 95 })
      expect(await trader.exchange.cancelAll('NO-SUCH-SWAP')).toEqual({ kind: 'canceled', orders: [] })
      expect(await trader.resting()).toEqual(['b1'])
    },
  },
  {
    id: 'TC-54',
    rule: 'sets position mode, margin mode and leverage of a symbol, and reads them back',
    async run(desk) {
      const { exchange } = await desk.trader()
      const outcome = await exchange.prepare(symbol, { ...hedged, leverage: decimal(5) })
      expect(plain(outcome)).toEqual({ kind: 'prepared', terms: { ...hedged, leverage: '5' } })
    },
  },
  {
    id: 'TC-55',
    rule: 'refuses terms that it does not offer in one sentence, with its own code',
    async run(desk) {
      const { exchange } = await desk.trader()
      const refused = await exchange.prepare(symbol, { ...hedged, leverage: decimal(5_000) })
      expect(refused.kind === 'refused' && refused.message).toContain('5000')
      expect(refused.kind === 'refused' && refused.raw?.text).toBeTruthy()
    },
  },
  {
    id: 'TC-56',
    rule: 'refuses terms of a symbol that it does not trade',
    async run(desk) {
      const { exchange } = await desk.trader()
      const outcome = await exchange.prepare('NO-SUCH-SWAP', { ...hedged, leverage: decimal(5) })
      expect(outcome.kind === 'refused' && outcome.message).toContain('NO-SUCH-SWAP')
    },
  },
  {
    id: 'TC-57',
    rule: 'asks for the margin of the leverage that was set',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100], 100_000)
      await trader.exchange.prepare(symbol, { ...hedged, leverage: decimal(2) })
      expect(await trader.place({ id: 'b1', price: 99, quantity: 300 })).toMatchObject({
        kind: 'rejected',
        reason: 'insufficient-margin',
      })
      await trader.exchange.prepare(symbol, { ...hedged, leverage: decimal(10) })
      expect(await trader.place({ id: 'b2', price: 99, quantity: 300 })).toMatchObject({ kind: 'accepted' })
    },
  },
  {
    id: 'TC-58',
    rule: 'drops a request that has expired, of which nothing is found then',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100])
      const outcome = await trader.place({ id: 'b1', price: 95, expireAt: 1_700_000_000_000 })
      expect(outcome).toMatchObject({ kind: 'rejected', reason: 'expired' })
      expect(await trader.exchange.order(id('b1'))).toBeUndefined()
      expect(await trader.resting()).toEqual([])
    },
  },
  {
    id: 'TC-59',
    rule: 'takes a request that expires later',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100])
      const outcome = await trader.place({ id: 'b1', price: 95, expireAt: 4_000_000_000_000 })
      expect(outcome).toMatchObject({ kind: 'accepted' })
    },
  },
  {
    id: 'TC-60',
    rule: 'gives its own code and text with a rejection',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100])
      const outcome = await trader.place({ id: 'b1', price: '95.05' })
      expect(outcome.kind === 'rejected' && outcome.raw?.code).toBeTruthy()
      expect(outcome.kind === 'rejected' && outcome.raw?.text).toBeTruthy()
    },
  },
  {
    id: 'TC-61',
    rule: 'rejects new orders of a suspended symbol, lets orders be canceled, and says both to subscribers',
    async run(desk) {
      if (desk.market.suspend === undefined) return
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100])
      await trader.place({ id: 'b1', price: 95 })
      await desk.market.suspend(true)
      expect(await trader.place({ id: 'b2', price: 95 })).toMatchObject({ kind: 'rejected', reason: 'suspended' })
      expect(await trader.exchange.cancel(symbol, id('b1'))).toMatchObject({ kind: 'canceled' })
      await desk.market.suspend(false)
      expect(await trader.place({ id: 'b3', price: 95 })).toMatchObject({ kind: 'accepted' })
      const states = () => trader.events.flatMap((event) => (event.kind === 'instrument' ? [event.state] : []))
      await expect.poll(states).toEqual(['suspended', 'live'])
    },
  },
  {
    id: 'TC-62',
    rule: 'cancels all but the stops when the dead man’s switch is not renewed in time',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100])
      await trader.place({ id: 'b1', price: 95 })
      await trader.place({ id: 's1', ...stop })
      const outcome = await trader.exchange.keepAlive(60)
      if (outcome.kind === 'not-offered') return
      expect(outcome.kind).toBe('armed')
      await desk.candle([100, 101, 99, 100])
      await expect.poll(trader.resting).toEqual(['s1'])
    },
  },
  {
    id: 'TC-63',
    rule: 'cancels nothing while the dead man’s switch is renewed, or once it is disarmed',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100])
      await trader.place({ id: 'b1', price: 95 })
      const outcome = await trader.exchange.keepAlive(400)
      if (outcome.kind === 'not-offered') return
      await desk.candle([100, 101, 99, 100])
      await trader.exchange.keepAlive(400)
      await desk.candle([100, 101, 99, 100])
      expect(await trader.exchange.keepAlive(0)).toEqual({ kind: 'disarmed' })
      await desk.candle([100, 101, 99, 100])
      await desk.candle([100, 101, 99, 100])
      expect(await trader.resting()).toEqual(['b1'])
    },
  },
]
