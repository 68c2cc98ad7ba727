import { hour, second } from '../define/duration.ts'
import type { AnyKeyFamily } from '../define/key-family.ts'
import { expiresAfter, lifetimeVaries, persistent } from '../define/lifetime.ts'
import { zset } from '../define/value-shape.ts'
import { defineKey } from '../language.ts'
import { anyJson, fields, rows, text, texts } from './loose-shape.ts'

const left = { value: text, lifetime: persistent, owner: 'grid', status: 'deprecated' } as const

/** Deprecated: take-profits and order quantities of a grid. */
export const gridSymbolState = defineKey({
  ...left,
  name: 'gridSymbolState',
  template: '<exchange>:user:<userId>:symbol:<symbol>',
  value: fields,
  replacedBy: ['takeProfits'],
  summary: 'Take-profits and order quantities of a grid.',
  note: 'A sorted set under the same key is gridSymbolVolume.',
})

/** Deprecated: traded quantity of one user and symbol, per day. */
export const gridSymbolVolume = defineKey({
  ...left,
  name: 'gridSymbolVolume',
  template: '<exchange>:user:<userId>:symbol:<symbol>',
  value: zset(text, 'quantity traded on that day (UTC+9)'),
  replacedBy: ['userVolume'],
  summary: 'Traded quantity of one user and symbol, per day.',
  note: 'A hash under the same key is gridSymbolState.',
})

/** Deprecated: level to whether an order rests there. */
export const legacyOrderPlaced = defineKey({
  ...left,
  name: 'legacyOrderPlaced',
  template: '<exchange>:user:<userId>:symbol:<symbol>:order_placed',
  value: fields,
  lifetime: lifetimeVaries('890 s, or none'),
  replacedBy: ['orderPlaced'],
  summary: 'Level to whether an order rests there.',
})

/** What the original GRID left beside the families that are still in use. */
export const legacyGrid: readonly AnyKeyFamily[] = [
  gridSymbolState,
  gridSymbolVolume,
  legacyOrderPlaced,
  defineKey({
    ...left,
    name: 'legacyActiveGrid',
    template: '<exchange>:user:<userId>:symbol:<symbol>:active_grid',
    value: fields,
    replacedBy: ['activeGridLevel'],
    summary: 'All levels of a grid, as level:field.',
  }),
  defineKey({
    ...left,
    name: 'legacyOrderIds',
    template: '<exchange>:user:<userId>:symbol:<symbol>:order_ids',
    value: fields,
    replacedBy: ['gridOrders'],
    summary: 'Level to order id, or None.',
  }),
  defineKey({
    ...left,
    name: 'levelPlacedByHelpers',
    template: 'order_placed:<exchange>:<userId>:<symbol>',
    value: fields,
    replacedBy: ['orderPlaced'],
    summary: 'Level to "1" where an order rests, kept by a second set of functions.',
  }),
  defineKey({
    ...left,
    name: 'placedPrices',
    template: 'placed_prices:<exchange>:<userId>:<symbol>',
    value: rows,
    replacedBy: ['gridOrders'],
    summary: 'Prices at which orders were ever placed.',
  }),
  defineKey({
    ...left,
    name: 'exchangeUserCopy',
    template: '<exchange>:user:<userId>:key',
    value: fields,
    replacedBy: ['exchangeUser'],
    summary: "Copy of the user's hash with the credentials.",
  }),
  defineKey({
    ...left,
    name: 'misspeltExchangeUser',
    template: 'exchange:<exchange>:user:<userId>',
    value: fields,
    summary: "The user's hash under a name that only one reader used.",
  }),
  defineKey({
    ...left,
    name: 'nextUserId',
    template: '<exchange>:next_user_id',
    summary: 'Counter of user ids.',
  }),
  defineKey({
    ...left,
    name: 'telegramIds',
    template: '<exchange>:telegram_ids',
    value: fields,
    summary: 'User id to Telegram id.',
  }),
  defineKey({
    ...left,
    name: 'lastUpdate',
    template: '<exchange>:last_update',
    summary: "When the exchange's users were last written.",
  }),
  defineKey({
    ...left,
    name: 'jobTableInitialized',
    template: '<exchange>:job_table_initialized',
    summary: 'Flag: the job table exists.',
  }),
  defineKey({
    ...left,
    name: 'gridApiKeys',
    template: 'user:<userId>:exchange:api_keys:<exchange>',
    value: fields,
    replacedBy: ['apiKeys'],
    summary: 'Credentials of a grid user, in plain text.',
  }),
  defineKey({
    ...left,
    name: 'gridJobId',
    template: 'user:<userId>:job_id',
    summary: "Celery id of the user's grid.",
  }),
  defineKey({
    ...left,
    name: 'requestBody',
    template: '<exchange>:request_body:<userId>',
    value: anyJson,
    lifetime: lifetimeVaries('1,440,000 s, or none'),
    summary: 'The request that started a grid, with its secret.',
  }),
  defineKey({
    ...left,
    name: 'requestBodyBackup',
    template: '<exchange>:request_body:<userId>:backup',
    value: anyJson,
    summary: 'Copy of requestBody.',
  }),
  defineKey({
    ...left,
    name: 'recoveryState',
    template: 'recovery_state',
    lifetime: lifetimeVaries('600 s or 20 s'),
    summary: 'Flag: a restart is under way.',
  }),
  defineKey({
    ...left,
    name: 'cancelState',
    template: 'cancel_state',
    summary: 'Flag: orders are being canceled.',
  }),
  defineKey({
    ...left,
    name: 'lastLogTime',
    template: 'last_log_time',
    lifetime: expiresAfter(30 * second),
    summary: 'Throttle of a log line.',
  }),
  defineKey({
    ...left,
    name: 'userMessages',
    template: 'user:<userId>:messages',
    value: rows,
    lifetime: expiresAfter(hour),
    summary: "Log lines for the user's page.",
  }),
  defineKey({
    ...left,
    name: 'connectedUsers',
    template: 'connected_users',
    value: texts,
    summary: 'Users with a page open.',
  }),
  defineKey({
    ...left,
    name: 'lastSeen',
    template: 'user:<userId>:last_seen',
    summary: "When a user's page was last open.",
  }),
]
