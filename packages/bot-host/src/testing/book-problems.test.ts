import { decimal, systemClock, userId } from '@tradingboost/domain'
import { createPaperExchange } from '@tradingboost/paper-exchange'
import { aCandle, anInstrument, anOrderRequest, startRedis } from '@tradingboost/testkit'
import { connectRedis } from '@tradingboost/trading-cache'
import { expect, test } from 'vitest'
import { bookProblems } from './book-problems.ts'

test('names the order that was sent twice, and the one that no record knows', async () => {
  const instrument = anInstrument()
  const user = userId('7')
  const paper = createPaperExchange({ instruments: [instrument], accounts: { [user]: { balance: decimal(10_000) } } })
  await paper.advance(aCandle())
  const request = anOrderRequest({ clientOrderId: 'grZ00000001Zb07', symbol: instrument.symbol, price: '0.5' })
  const account = paper.account(user)
  expect(await account.submit(request)).toMatchObject({ kind: 'accepted' })
  expect(await account.submit(request)).toMatchObject({ kind: 'rejected', reason: 'duplicate-client-order-id' })

  await using redis = await startRedis()
  const connection = await connectRedis({ url: redis.url, clock: systemClock, random: () => 0.5 })
  const bot = { userId: user, exchange: 'okx', symbol: instrument.symbol } as const
  const problems = await bookProblems({ bot, book: paper.book(user), connection })
  expect(problems).toContain('grZ00000001Zb07 was sent twice')
  expect(problems).toContain('grZ00000001Zb07 is at the exchange and has no record')
  await connection.close()
})
