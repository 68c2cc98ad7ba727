import { day } from '../define/duration.ts'
import type { AnyKeyFamily } from '../define/key-family.ts'
import { expiresAfter, lifetimeVaries, persistent } from '../define/lifetime.ts'
import { defineKey } from '../language.ts'
import { anyJson, fields, rows, text } from './loose-shape.ts'

const left = { value: text, lifetime: persistent, owner: 'hyperrsi', status: 'deprecated' } as const

/** What the original HYPERRSI left per user: choices, identities, statistics, history. */
export const legacyUsers: readonly AnyKeyFamily[] = [
  defineKey({
    ...left,
    name: 'userPreferences',
    template: 'user:<userId>:preferences',
    value: fields,
    summary: 'Symbol and timeframe a user chose.',
  }),
  defineKey({
    ...left,
    name: 'userStatistics',
    template: 'user:<userId>:stats',
    value: fields,
    summary: 'Counts of trades.',
  }),
  defineKey({
    ...left,
    name: 'okxUid',
    template: 'user:<userId>:okx_uid',
    summary: 'OKX uid of a Telegram user.',
  }),
  defineKey({
    ...left,
    name: 'telegramOfOkxUid',
    template: 'okx_uid_to_telegram:<userId>',
    summary: 'Telegram id of an OKX uid.',
  }),
  defineKey({
    ...left,
    name: 'okxUidOfTelegram',
    template: 'telegram:<numericUserId>:okx_uid',
    summary: 'OKX uid of a Telegram user, under its second name.',
  }),
  defineKey({
    ...left,
    name: 'dualSideSettings',
    template: 'user:<userId>:dual_side',
    value: fields,
    summary: 'Hedge settings.',
  }),
  defineKey({
    ...left,
    name: 'recentSymbols',
    template: 'user:<userId>:recent_symbols',
    value: anyJson,
    lifetime: expiresAfter(30 * day),
    summary: 'Symbols looked at last.',
  }),
  defineKey({
    ...left,
    name: 'invitee',
    template: 'okx:invitee:<userId>',
    lifetime: lifetimeVaries('24 h or 5 min'),
    summary: 'Whether a user came by invitation.',
  }),
  defineKey({
    ...left,
    name: 'executionCount',
    template: 'user:<userId>:trading_execution_count',
    summary: 'Number of cycles.',
  }),
  defineKey({
    ...left,
    name: 'executionTimes',
    template: 'user:<userId>:trading_execution_times',
    value: rows,
    summary: 'Times of cycles.',
  }),
  defineKey({
    ...left,
    name: 'userLastLogTime',
    template: 'user:<userId>:last_log_time',
    lifetime: expiresAfter(day),
    summary: 'Throttle of a log line.',
  }),
  defineKey({
    ...left,
    name: 'lastPositionPrint',
    template: 'user:<userId>:last_position_print_time',
    summary: 'Throttle of a log line.',
  }),
  defineKey({
    ...left,
    name: 'orderPnl',
    template: 'user:<userId>:pnl:<symbol>:<orderId>:tp<takeProfitLevel>',
    value: fields,
    lifetime: lifetimeVaries('set by its writer'),
    summary: 'Profit of one take-profit.',
  }),
  defineKey({
    ...left,
    name: 'totalPnl',
    template: 'user:<userId>:total_pnl:<symbol>',
    summary: 'Summed profit of a symbol.',
  }),
  defineKey({
    ...left,
    name: 'tradeHistory',
    template: 'user:<userId>:history',
    value: rows,
    summary: 'Trades.',
  }),
  defineKey({
    ...left,
    name: 'completedHistory',
    template: 'user:<userId>:completed_history',
    value: rows,
    summary: 'Ended trades.',
  }),
  defineKey({
    ...left,
    name: 'userAlert',
    template: 'user:<userId>:alert:<alertTime>',
    value: fields,
    lifetime: lifetimeVaries('set by its writer'),
    summary: 'One alert.',
  }),
]
