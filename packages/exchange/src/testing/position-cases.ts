import { expect } from 'vitest'
import type { SuiteCase, SuiteDesk, Trader } from './suite-desk.ts'

async function longOf(desk: SuiteDesk, quantity: number): Promise<Trader> {
  const trader = await desk.trader()
  await desk.candle([100, 101, 99, 100])
  await trader.place({ id: 'entry', type: 'market', quantity })
  await desk.candle([100, 101, 99, 100])
  return trader
}

const closing = { side: 'sell', reduceOnly: true } as const

export const positionCases: readonly SuiteCase[] = [
  {
    id: 'TC-15',
    rule: 'rejects a reducing order when there is nothing to reduce',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100])
      const nothing = { kind: 'rejected', reason: 'nothing-to-reduce' }
      expect(await trader.place({ id: 'r1', ...closing, price: 105 })).toMatchObject(nothing)
      expect(await trader.place({ id: 'r2', side: 'sell', price: 105 })).toMatchObject(nothing)
      expect(await trader.place({ id: 'r3', side: 'buy', reduceOnly: true, price: 95 })).toMatchObject(nothing)
      expect(await trader.place({ id: 'r4', side: 'sell', positionSide: 'short', price: 105 })).toMatchObject({
        kind: 'accepted',
      })
    },
  },
  {
    id: 'TC-19',
    rule: 'holds long and short of one symbol at once',
    async run(desk) {
      const trader = await longOf(desk, 10)
      const sides = async () => (await trader.held()).map((position) => position.replace(/@.*/, ''))
      await trader.place({ id: 'short', side: 'sell', positionSide: 'short', type: 'market', quantity: 6 })
      await desk.candle([100, 101, 99, 100])
      await expect.poll(sides).toEqual(['long 10', 'short 6'])
      await trader.place({ id: 'cover', side: 'buy', positionSide: 'short', type: 'market', quantity: 6 })
      await desk.candle([100, 101, 99, 100])
      await expect.poll(sides).toEqual(['long 10'])
    },
  },
]
