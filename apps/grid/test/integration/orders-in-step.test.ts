import { closeThird, openTestMarket, playBot } from '@tradingboost/bot-host/testing'
import { quantity, userId } from '@tradingboost/domain'
import { expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { gridBot } from '../../src/grid-bot.ts'

const user = userId('1002')
const part = gridBot(readConfig({}))

test('GRID goes on when another program closes a third of its positions, and covers no more than it holds', async () => {
  const { source, instrument, candles, openPaper } = await openTestMarket(700)
  const paper = openPaper(user)
  const account = paper.account(user)
  let closed = 0
  const played = await playBot(part, {
    paper,
    candles,
    afterCandle: async (_, index) => {
      if (index % 13 === 7 && (await closeThird(account, instrument, String(index)))) closed += 1
    },
  })
  expect(closed, source).toBeGreaterThanOrEqual(50)
  expect(played.failures).toEqual([])
  expect(played.report).toMatchObject({ status: 'running', candles: 700, rejected: 0, refused: 0 })
  expect(played.problems).toEqual([])
})

test('GRID has one take-profit a rung on a market so thin that each order fills in many parts', async () => {
  const { source, candles, openPaper } = await openTestMarket(500)
  const thin = candles.map((candle) => ({ ...candle, volume: quantity('0.4') }))
  const played = await playBot(part, { paper: openPaper(user), candles: thin })
  expect(played.book.fills.length, source).toBeGreaterThan(200)
  expect(played.failures).toEqual([])
  expect(played.problems).toEqual([])
  expect(played.mostOpenOrders).toBeLessThanOrEqual(2 * 20)
  expect(played.report).toMatchObject({ rejected: 0, refused: 0 })
})

test('GRID wants the same orders after each restart', async () => {
  const { source, candles, openPaper } = await openTestMarket(400)
  const undisturbed = openPaper(user)
  await playBot(part, { paper: undisturbed, candles })
  const paper = openPaper(user)
  const played = await playBot(part, { paper, candles, restartsAfter: (index) => index % 3 === 0 })
  expect(played.failures).toEqual([])
  expect(played.problems).toEqual([])
  expect(played.book.fills.length, source).toBeGreaterThan(20)
  const stream = (of: typeof paper) => JSON.stringify(of.book(user).fills)
  expect(stream(paper)).toBe(stream(undisturbed))
})

test('GRID asks once for what the exchange cannot take: a limit is no stream of refusals', async () => {
  const { candles, openPaper } = await openTestMarket(400)
  const narrow = gridBot(readConfig({ MAX_OPEN_ORDERS: '3' }))
  const played = await playBot(narrow, { paper: openPaper(user), candles })
  expect(played.report).toMatchObject({ status: 'running', rejected: 0, refused: 0 })
  const codes = played.report.reasons.map(({ code }) => code)
  expect(codes).toContain('no-slots')
  expect(codes.length).toBeLessThan(100)
})

test('GRID opens nothing while its drawdown is at the limit, and still takes its profits', async () => {
  const { source, candles, openPaper } = await openTestMarket(400)
  const free = await playBot(part, { paper: openPaper(user), candles })
  const careful = gridBot(readConfig({ MAX_DRAWDOWN: '5' }))
  const openedMeanwhile: string[] = []
  const played = await playBot(careful, {
    paper: openPaper(user),
    candles,
    afterCandle: async ({ state }) => {
      if (!state.reasons.current.has('max-drawdown')) return
      openedMeanwhile.push(...[...state.orders.values()].flatMap(({ order, leg }) => (order.reduceOnly ? [] : [leg])))
    },
  })
  expect(
    played.report.reasons.map(({ code }) => code),
    source,
  ).toContain('max-drawdown')
  expect(openedMeanwhile).toEqual([])
  expect(played.report.fills).toBeLessThan(free.report.fills)
  expect(played.report).toMatchObject({ status: 'running', rejected: 0, refused: 0 })
})
