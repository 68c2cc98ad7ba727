import { closeThird, openTestMarket, playBot } from '@tradingboost/bot-host/testing'
import { quantity, userId } from '@tradingboost/domain'
import { expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { hyperRsiBot } from '../../src/hyper-rsi-bot.ts'

const user = userId('1001')
const partWith = (settings: object) =>
  hyperRsiBot(readConfig({ HYPERRSI_SETTINGS: JSON.stringify({ useTrendGate: false, ...settings }) }))
/** Near targets: many entries, and take-profits that fill one after the other. */
const near = {
  stopLossPercent: 1,
  takeProfits: [
    { ratio: 30, percent: 0.5 },
    { ratio: 30, percent: 0.8 },
    { ratio: 40, percent: 1 },
  ],
}

test('HYPERRSI goes on when another program closes a third of its position, and covers no more than it holds', async () => {
  const { source, instrument, candles, openPaper } = await openTestMarket(1_500)
  const paper = openPaper(user)
  const account = paper.account(user)
  let closed = 0
  const played = await playBot(partWith(near), {
    paper,
    candles,
    afterCandle: async (_, index) => {
      if (index % 3 === 2 && (await closeThird(account, instrument, String(index)))) closed += 1
    },
  })
  expect(closed, source).toBeGreaterThanOrEqual(50)
  expect(played.failures).toEqual([])
  expect(played.report).toMatchObject({ status: 'running', candles: 1_500, refused: 0, rejected: 0 })
  expect(played.problems).toEqual([])
})

test('HYPERRSI has four protection orders a position on a market so thin that each order fills in many parts', async () => {
  const { source, candles, openPaper } = await openTestMarket(700)
  const thin = candles.map((candle) => ({ ...candle, volume: quantity('0.4') }))
  const played = await playBot(partWith(near), { paper: openPaper(user), candles: thin })
  expect(played.book.fills.length, source).toBeGreaterThan(5)
  expect(played.failures).toEqual([])
  expect(played.problems).toEqual([])
  expect(played.mostOpenOrders).toBeLessThanOrEqual(5)
  expect(played.report).toMatchObject({ refused: 0, rejected: 0 })
})

test('HYPERRSI wants the same ladder after each restart, and earns the same', async () => {
  const { source, candles, openPaper } = await openTestMarket(1_000)
  const undisturbed = openPaper(user)
  await playBot(partWith(near), { paper: undisturbed, candles })
  const paper = openPaper(user)
  const played = await playBot(partWith(near), { paper, candles, restartsAfter: (index) => index % 3 === 0 })
  expect(played.failures).toEqual([])
  expect(played.problems).toEqual([])
  expect(played.book.fills.length, source).toBeGreaterThan(10)
  const stream = (of: typeof paper) => JSON.stringify(of.book(user).fills)
  expect(stream(paper)).toBe(stream(undisturbed))
})
