import { defineChannel } from '../language.ts'
import { orderRecord } from './order-record.ts'
import { positionChange } from './position-record.ts'
import { priceRecord } from './prices.ts'

const shared = { owner: 'shared', readers: ['hyperrsi', 'grid'], status: 'active' } as const

/** Changes of a user's positions in a symbol. */
export const positionChanges = defineChannel({
  ...shared,
  name: 'positionChanges',
  template: 'positions:<userId>:<exchange>:<symbol>',
  payload: positionChange,
  summary: 'A position of one user and symbol after each change.',
})

/** Changes of a user's orders. */
export const orderChanges = defineChannel({
  ...shared,
  name: 'orderChanges',
  template: 'orders:<userId>:<exchange>',
  payload: orderRecord,
  summary: 'An order of one user after each change.',
})

/** Changes of a price. */
export const priceChanges = defineChannel({
  ...shared,
  name: 'priceChanges',
  template: 'prices:<exchange>:<symbol>',
  payload: priceRecord,
  summary: 'The price of one symbol after each change.',
})
