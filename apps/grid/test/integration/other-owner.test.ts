import { hostOnPaper, openTestMarket, startBotRedis } from '@tradingboost/bot-host/testing'
import { userId } from '@tradingboost/domain'
import { expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { gridBot } from '../../src/grid-bot.ts'

const itsOrders = 'orders:okx:user:1002:symbol:XRP-USDT-SWAP:orders'

test('GRID, logged in as HYPERRSI, starts no trading: the server refuses it its rungs, and both say which key', async () => {
  const { openPaper } = await openTestMarket(1)
  await using redis = await startBotRedis()
  const paper = openPaper('1002')
  await expect(
    hostOnPaper(gridBot(readConfig({})), { paper, redisUrl: redis.urlAs('hyperrsi') }),
  ).rejects.toMatchObject({ code: 'redis-refused', message: expect.stringMatching(`${itsOrders}.*: NOPERM`) })
  expect(await redis.refusals('hyperrsi')).toEqual([itsOrders])
  expect(paper.book(userId('1002')).orders).toEqual([])
})
