import { expect, test } from 'vitest'
import type { ExchangeEvent } from '@tradingboost/exchange'
import { suiteTerms } from '@tradingboost/exchange/testing'
import { AccountDelivery } from './account-delivery.ts'

const market = { symbol: suiteTerms.instrument.symbol, timeframe: suiteTerms.timeframe, subscriber: 'bot' } as const
const end: ExchangeEvent = { kind: 'end' }

test('a second subscriber of a name that is present is refused', () => {
  const delivery = new AccountDelivery()
  delivery.join(market, async () => undefined)
  expect(() => delivery.join(market, async () => undefined)).toThrow(expect.objectContaining({ code: 'conflict' }))
})

test('a subscriber that fails fails whoever waits for the market', async () => {
  const delivery = new AccountDelivery()
  delivery.join(market, async () => {
    throw new Error('strategy is broken')
  })
  delivery.announce(end, market.symbol)
  await expect(delivery.settled()).rejects.toThrow('strategy is broken')
})

test('an occupant that has been replaced cannot vacate the seat of its successor', async () => {
  const delivery = new AccountDelivery()
  const first = async () => undefined
  const seat = delivery.join(market, first)
  seat.vacate(first)
  let told = 0
  delivery.join(market, async () => {
    told += 1
  })
  seat.vacate(first)
  delivery.announce(end, market.symbol)
  await delivery.settled()
  expect(told).toBe(1)
})

test('a seat that is given up while an event is on its way is not waited for', async () => {
  const delivery = new AccountDelivery()
  const begun = Promise.withResolvers<void>()
  const slow = (): Promise<void> => {
    begun.resolve()
    return new Promise(() => undefined)
  }
  const seat = delivery.join(market, slow)
  delivery.announce(end, market.symbol)
  await begun.promise
  delivery.leave(seat, slow)
  await delivery.settled()
  expect(delivery.seats()).toEqual([])
})

test('an occupant that has been replaced cannot give up the seat of its successor', async () => {
  const delivery = new AccountDelivery()
  const first = async () => undefined
  const seat = delivery.join(market, first)
  let told = 0
  delivery.join(
    market,
    async () => {
      told += 1
    },
    true,
  )
  delivery.leave(seat, first)
  delivery.announce(end, market.symbol)
  await delivery.settled()
  expect([told, delivery.seats().length]).toEqual([1, 1])
})

test('an occupant whose connection broke may still give up its seat, so that nobody waits for it', async () => {
  const delivery = new AccountDelivery()
  const gone = async () => undefined
  const seat = delivery.join(market, gone)
  seat.vacate(gone)
  delivery.announce(end, market.symbol)
  delivery.leave(seat, gone)
  await delivery.settled()
  expect(delivery.seats()).toEqual([])
})
