import { day, hour } from '../define/duration.ts'
import { expiresAfter, expiresOnceDone, persistent } from '../define/lifetime.ts'
import { hash, json, set, string } from '../define/value-shape.ts'
import { defineKey } from '../language.ts'
import { orderRecord } from './order-record.ts'
import { openRecord, someText } from './stored-text.ts'

/** The record of one order of ours. */
export const order = defineKey({
  name: 'order',
  template: 'orders:<clientOrderId>',
  value: hash(orderRecord),
  lifetime: expiresOnceDone(7 * day, 'the order is filled, rejected, canceled or expired'),
  owner: 'shared',
  status: 'active',
  replaces: ['gridUserOrders', 'gridSymbolOrders', 'realtimeOrder', 'monitoredOrder', 'completedOrder'],
  summary: 'One order of ours, from its intent to its end.',
  note: 'The original kept its order manager records here under UUIDs, with snake_case fields.',
})

/** The orders of a user at an exchange. */
export const userOrders = defineKey({
  name: 'userOrders',
  template: 'orders:user:<userId>:<exchange>',
  value: set(string(someText)),
  lifetime: persistent,
  owner: 'shared',
  status: 'active',
  summary: 'Client order ids of one user at one exchange whose records still stand.',
})

/** The open orders of a symbol. */
export const openOrders = defineKey({
  name: 'openOrders',
  template: 'orders:open:<exchange>:<symbol>',
  value: set(string(someText)),
  lifetime: persistent,
  owner: 'shared',
  status: 'active',
  replaces: ['trackedOpenOrders', 'hyperrsiOpenOrders'],
  summary: 'Client order ids of the orders that are not at their end, per symbol.',
})

/** The cached copy of one order. */
export const orderCache = defineKey({
  name: 'orderCache',
  template: 'order:<orderId>',
  value: json(openRecord),
  lifetime: expiresAfter(hour),
  owner: 'shared',
  status: 'active',
  summary: 'Short-lived copy of one order; the object is whatever the caller stored.',
})
