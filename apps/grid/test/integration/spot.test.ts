import { playBot } from '@tradingboost/bot-host/testing'
import { decimal, userId } from '@tradingboost/domain'
import { generateCandles } from '@tradingboost/exchange'
import { createPaperExchange, instrumentFor } from '@tradingboost/paper-exchange'
import { expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { gridBot } from '../../src/grid-bot.ts'

test('GRID trades spot without a rejected short, and says once why there are none', async () => {
  const user = userId('1002')
  const instrument = instrumentFor('XRP-USDT')
  const paper = createPaperExchange({ instruments: [instrument], accounts: { [user]: { balance: decimal(10_000) } } })
  const candles = [...generateCandles({ seed: 7, count: 300, instrument })]
  const played = await playBot(gridBot(readConfig({ SYMBOL: 'XRP-USDT' })), { paper, candles })
  expect(played.failures).toEqual([])
  expect(played.report).toMatchObject({ status: 'running', rejected: 0, refused: 0 })
  expect(played.book.fills.length).toBeGreaterThan(10)
  expect(played.report.reasons.filter(({ code }) => code === 'spot-has-no-short')).toHaveLength(1)
  expect(played.problems).toEqual([])
})
