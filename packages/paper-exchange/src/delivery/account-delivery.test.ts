import { epochMs, SimulatedClock } from '@tradingboost/domain'
import { expect, test } from 'vitest'
import type { ExchangeEvent } from '@tradingboost/exchange'
import { anOrder } from '@tradingboost/testkit'
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

/** Two subscribers of one account, the first of which acknowledges only when the test lets it. */
function withSlowSubscriber() {
  const clock = new SimulatedClock(epochMs(0))
  const delivery = new AccountDelivery({ limitMs: 1_000, clock })
  const slow: string[] = []
  const fast: string[] = []
  const acknowledged = Promise.withResolvers<void>()
  const begun = Promise.withResolvers<void>()
  const onSlow = async (event: ExchangeEvent) => {
    slow.push(event.kind)
    begun.resolve()
    await acknowledged.promise
  }
  const seat = delivery.join({ ...market, subscriber: 'a slow one' }, onSlow)
  delivery.join({ ...market, subscriber: 'b fast one' }, async (event) => void fast.push(event.kind))
  return { clock, delivery, seat, onSlow, slow, fast, acknowledged, begun: begun.promise }
}
const order: ExchangeEvent = { kind: 'order', order: anOrder() }

test('a subscriber that does not acknowledge in time does not block the others, and gets lost once it does', async () => {
  const { clock, delivery, seat, slow, fast, acknowledged, begun } = withSlowSubscriber()
  delivery.tell(order)
  await begun
  clock.advanceTo(epochMs(1_000))
  await delivery.settled()
  delivery.tell(order)
  await delivery.settled()
  expect([slow, fast, seat.state]).toEqual([['order'], ['order', 'order'], 'lagging'])
  acknowledged.resolve()
  await expect.poll(() => slow).toEqual(['order', 'lost'])
  delivery.tell(order)
  await delivery.settled()
  expect([slow, fast.length, seat.state]).toEqual([['order', 'lost', 'order'], 3, 'present'])
})

test('a subscriber that was late when the market ended gets the end after lost', async () => {
  const { clock, delivery, slow, acknowledged, begun } = withSlowSubscriber()
  delivery.tell(order)
  await begun
  clock.advanceTo(epochMs(1_000))
  delivery.announce(end, market.symbol)
  await delivery.settled()
  acknowledged.resolve()
  await expect.poll(() => slow).toEqual(['order', 'lost', 'end'])
})

test('a subscriber that stays away for longer than the limit does not block the others', async () => {
  const { clock, delivery, seat, onSlow, fast, begun } = withSlowSubscriber()
  delivery.tell(order)
  await begun
  seat.vacate(onSlow)
  // The wait for its return begins.
  await new Promise(setImmediate)
  clock.advanceTo(epochMs(1_000))
  await delivery.settled()
  expect([fast, seat.state]).toEqual([['order'], 'missing'])
})

test('events that wait for a subscriber are bounded: beyond that the account goes on without it', async () => {
  const { delivery, seat, fast, begun } = withSlowSubscriber()
  delivery.tell(order)
  await begun
  for (let count = 0; count < 10_002; count += 1) delivery.tell(order)
  await delivery.settled()
  expect([fast.length, seat.state]).toEqual([10_003, 'lagging'])
})
