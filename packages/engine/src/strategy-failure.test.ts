import { price, systemClock } from '@tradingboost/domain'
import { describe, expect, test } from 'vitest'
import { aBot, aContext } from '../test/a-bot.ts'
import { aJournal, aMarket } from '../test/a-market.ts'
import type { EachCandleMemory } from '../test/each-candle.ts'
import { someCandles } from '../test/some-candles.ts'

import { runEngine } from './run-engine.ts'
import type { WantedOrder } from './plan/wanted-order.ts'
import type { Strategy } from './strategy.ts'
import type { EachCandleSettings } from '../test/each-candle.ts'

/** Enters and protects as the small strategy does, keeps a resting entry far below, and throws where it is told to. */
const breakable = (isBroken: () => boolean): Strategy<EachCandleSettings, EachCandleMemory> => ({
  ...aContext.strategy,
  decide(view, event, settings) {
    if (isBroken()) throw new Error('a quantity of -0.84 is negative')
    const answer = aContext.strategy.decide(view, event, settings)
    const rung: WantedOrder = {
      side: 'buy',
      positionSide: 'long',
      type: 'limit',
      quantity: view.instrument.minQuantity,
      price: price(view.instrument.tickSize),
      reduceOnly: false,
      postOnly: true,
      why: 'far below',
    }
    return { ...answer, wanted: new Map([...answer.wanted, ['b01', rung]]) }
  },
})
/** Too flat for the take-profit. */
const flat = someCandles(1, 1.001, 1.002, 1.001, 1, 1.001).map((candle) => ({
  ...candle,
  high: price('1.005'),
  low: price('0.995'),
}))

async function aBreakableBot() {
  const paper = aMarket()
  const journal = aJournal()
  let isBroken = false
  const failures: unknown[] = []
  const start = () =>
    runEngine({
      ...aContext,
      strategy: breakable(() => isBroken),
      exchange: paper.account(aBot.userId),
      journal,
      clock: systemClock,
      historyLength: 10,
      onFailure: (cause) => failures.push(cause),
    })
  const open = async () => {
    const orders = await paper.account(aBot.userId).openOrders(aBot.symbol)
    return orders.map(({ clientOrderId }) => clientOrderId.split('Z').at(-1) ?? '').toSorted()
  }
  return { paper, start, open, failures, breakIt: (broken = true) => void (isBroken = broken) }
}

describe('a strategy that throws', () => {
  test('fails alone: its entries are canceled, its protection rests, and the market goes on', async () => {
    const { paper, start, open, failures, breakIt } = await aBreakableBot()
    const engine = await start()
    for (const candle of flat.slice(0, 2)) await paper.advance(candle)
    expect(await open()).toEqual(['b01', 'tp1'])
    breakIt()
    for (const candle of flat.slice(2)) await paper.advance(candle)
    expect(await open()).toEqual(['tp1'])
    expect(engine.report()).toMatchObject({
      status: 'failed',
      candles: flat.length,
      failure: { message: 'a quantity of -0.84 is negative', throws: 1 },
    })
    expect(failures).toEqual([])
    await engine.close()
  })

  test('is not asked again by a fourth process when three threw the same, and by a person always', async () => {
    const { paper, start, open, breakIt } = await aBreakableBot()
    const first = await start()
    for (const candle of flat.slice(0, 2)) await paper.advance(candle)
    breakIt()
    await paper.advance(flat[2]!)
    await first.close()
    const throws: unknown[] = []
    for (let restart = 0; restart < 4; restart += 1) {
      const engine = await start()
      throws.push(engine.report().failure?.throws)
      await engine.close()
    }
    expect(throws).toEqual([2, 3, 3, 3])
    expect(await open()).toEqual(['tp1'])
    breakIt(false)
    const mended = await start()
    expect(mended.report().status).toBe('failed')
    await mended.start()
    expect(mended.report().status).toBe('running')
    await paper.advance(flat[3]!)
    expect(await open()).toEqual(['b01', 'tp1'])
    await mended.close()
  })
})
