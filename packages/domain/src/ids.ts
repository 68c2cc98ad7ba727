import type { Brand } from './brand.ts'
import { TradingError } from './trading-error.ts'

export type UserId = Brand<string, 'UserId'>
export type BotId = Brand<string, 'BotId'>
/** Our id of an order, chosen before it is sent. */
export type ClientOrderId = Brand<string, 'ClientOrderId'>
/** The exchange's id of an order. */
export type ExchangeOrderId = Brand<string, 'ExchangeOrderId'>
export type FillId = Brand<string, 'FillId'>

// Ids are text and stay text: leading zeros and 19 digits survive.

/** Names a text as the id of a user; throws a TradingError `invalid-id` when it is empty. */
export const userId = (text: string): UserId => nonEmpty('user id', text) as UserId

/** Names a text as the id of a bot; throws a TradingError `invalid-id` when it is empty. */
export const botId = (text: string): BotId => nonEmpty('bot id', text) as BotId

/** Names a text as our id of an order; throws a TradingError `invalid-id` when it is empty. */
export const clientOrderId = (text: string): ClientOrderId => nonEmpty('client order id', text) as ClientOrderId

/** Names a text as the exchange's id of an order; throws a TradingError `invalid-id` when it is empty. */
export const exchangeOrderId = (text: string): ExchangeOrderId => nonEmpty('exchange order id', text) as ExchangeOrderId

/** Names a text as the id of a fill; throws a TradingError `invalid-id` when it is empty. */
export const fillId = (text: string): FillId => nonEmpty('fill id', text) as FillId

function nonEmpty(what: string, text: unknown): string {
  if (typeof text === 'string' && text !== '') return text
  const given = text === '' ? '""' : `${String(text)} (${typeof text})`
  throw new TradingError('invalid-id', `the ${what} must be non-empty text, not ${given}: pass the id as text`, {
    retry: 'never',
    details: { what, value: given },
  })
}
