import { test as property } from '@fast-check/vitest'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aCandle } from './a-candle.ts'
import { aFill } from './a-fill.ts'
import { aPosition } from './a-position.ts'
import { anInstrument } from './an-instrument.ts'
import { anOrder, anOrderRequest } from './an-order.ts'

const amount = fc.integer({ min: 1, max: 1_000_000 })

property.prop([amount, amount])('a candle reaches from the lower to the higher of open and close', (open, close) => {
  const candle = aCandle({ open, close })
  expect(candle.high.toNumber()).toBe(Math.max(open, close))
  expect(candle.low.toNumber()).toBe(Math.min(open, close))
})

test('what a test names is what it gets, to the last digit', () => {
  expect(aPosition({ side: 'short', quantity: '0.12345678901234567' }).quantity.toFixed()).toBe('0.12345678901234567')
  expect(aFill({ fee: '-0.01' }).fee.toFixed()).toBe('-0.01')
  expect(anInstrument({ tickSize: '0.5' }).tickSize.toFixed()).toBe('0.5')
})

test('an order opens its position side unless told otherwise', () => {
  expect(anOrderRequest({ positionSide: 'short' })).toMatchObject({ side: 'sell', reduceOnly: false })
  expect(anOrderRequest({ positionSide: 'short', side: 'buy' })).toMatchObject({ reduceOnly: true })
  expect(aFill({ positionSide: 'short' }).side).toBe('sell')
})

test('only the prices that an order type needs are there', () => {
  expect(anOrderRequest({ type: 'market' })).not.toHaveProperty('price')
  expect(anOrderRequest({ type: 'stop-market', triggerPrice: 90 })).not.toHaveProperty('price')
  expect(anOrderRequest({ type: 'stop-market', triggerPrice: 90 }).triggerPrice?.toNumber()).toBe(90)
})

test('an order that the exchange has not seen has no exchange order id', () => {
  expect(anOrder({ status: 'intended' })).not.toHaveProperty('exchangeOrderId')
  expect(anOrder().exchangeOrderId).toBe('1')
})
