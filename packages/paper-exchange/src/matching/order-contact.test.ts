import { epochMs, price, quantity, type Order } from '@tradingboost/domain'
import { expect, test } from 'vitest'
import { requestOf, type PlacedOrder } from '@tradingboost/exchange/testing'
import { contactsAtOpen, contactsBetween, type RestingOrder } from './order-contact.ts'

function resting(placed: PlacedOrder, takes = false): RestingOrder {
  const order: Order = {
    ...requestOf(placed),
    status: 'accepted',
    filledQuantity: quantity(0),
    createdAt: epochMs(0),
    updatedAt: epochMs(0),
    revision: 1,
  }
  return { order, takes }
}

const stop = (id: string, side: 'buy' | 'sell', triggerPrice: number) =>
  resting({ id, side, type: 'stop-market', triggerPrice })
const orders = [
  resting({ id: 'b98', price: 98 }),
  resting({ id: 'b99', price: 99 }),
  resting({ id: 's101', side: 'sell', price: 101 }),
  resting({ id: 's102', side: 'sell', price: 102 }),
  stop('stop-sell-97', 'sell', 97),
  stop('stop-buy-103', 'buy', 103),
  resting({ id: 'b99-later', price: 99 }),
]

const between = (from: number, to: number) =>
  contactsBetween(orders, price(from), price(to)).map(({ kind, order }) => `${kind} ${order.clientOrderId}`)
const atOpen = (book: readonly RestingOrder[], open: number) =>
  contactsAtOpen(book, price(open)).map(({ kind, order }) => `${kind} ${order.clientOrderId}`)

test('a falling market meets buys and sell stops from the highest down, older ones of a price first', () => {
  expect(between(100, 97)).toEqual(['through b99', 'through b99-later', 'through b98', 'trigger stop-sell-97'])
})

test('a rising market meets sells and buy stops from the lowest up', () => {
  expect(between(100, 103)).toEqual(['through s101', 'through s102', 'trigger stop-buy-103'])
})

test('a price that is reached and not passed is touched', () => {
  expect(between(100, 98)).toEqual(['through b99', 'through b99-later', 'touch b98'])
  expect(between(100, 101)).toEqual(['touch s101'])
  expect(between(99, 99)).toEqual(['touch b99', 'touch b99-later'])
})

test('a market that leaves the price of an order has passed it', () => {
  expect(between(99, 98.5)).toEqual(['through b99', 'through b99-later'])
})

test('the open meets what the market has passed, oldest first, and stops at their trigger price too', () => {
  expect(atOpen(orders, 97)).toEqual(['through b98', 'through b99', 'trigger stop-sell-97', 'through b99-later'])
  expect(atOpen(orders, 99)).toEqual([])
  expect(atOpen(orders, 103)).toEqual(['through s101', 'through s102', 'trigger stop-buy-103'])
})

test('a market order and a triggered stop trade at any open', () => {
  const taking = [
    resting({ id: 'm1', type: 'market' }, true),
    resting({ id: 'sl', type: 'stop-market', triggerPrice: 90 }, true),
  ]
  expect(atOpen(taking, 100)).toEqual(['trigger m1', 'trigger sl'])
})

test('a limit order that arrived marketable takes at the open, if that still is not beyond its price', () => {
  const arrived = [resting({ id: 'b99', price: 99 }, true), resting({ id: 's99', side: 'sell', price: 99 }, true)]
  expect(atOpen(arrived, 98)).toEqual(['take b99'])
  expect(atOpen(arrived, 99)).toEqual(['take b99', 'take s99'])
  expect(atOpen(arrived, 100)).toEqual(['take s99'])
})

test('a resting limit order that the open has passed trades at its own price', () => {
  const [contact] = contactsAtOpen([resting({ id: 'b99', price: 99 })], price(95))
  expect([contact?.kind, contact?.price.toString()]).toEqual(['through', '99'])
})
