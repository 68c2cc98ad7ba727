import type { AnyKeyFamily } from '../define/key-family.ts'
import { lifetimeVaries, persistent } from '../define/lifetime.ts'
import { zset } from '../define/value-shape.ts'
import { defineKey } from '../language.ts'
import { anyJson, fields, rows, text, texts } from './loose-shape.ts'

const left = { value: text, lifetime: persistent, owner: 'hyperrsi', status: 'deprecated' } as const

/** What the original HYPERRSI left of Telegram and of cached statistics. */
export const legacyMessages: readonly AnyKeyFamily[] = [
  defineKey({
    ...left,
    name: 'telegramQueue',
    template: 'telegram:message_queue:<userId>',
    value: rows,
    summary: 'Messages to send.',
  }),
  defineKey({
    ...left,
    name: 'telegramProcessing',
    template: 'telegram:processing_flag:<userId>',
    lifetime: lifetimeVaries('set by its writer'),
    summary: 'Flag: messages are being sent.',
  }),
  defineKey({
    ...left,
    name: 'telegramLogs',
    template: 'telegram:logs:<userId>',
    value: zset(text, 'time in epoch seconds'),
    summary: 'Messages sent.',
  }),
  defineKey({
    ...left,
    name: 'telegramLogsOfOkxUid',
    template: 'telegram:logs:by_okx_uid:<userId>',
    value: zset(text, 'time in epoch seconds'),
    summary: 'Messages sent, per OKX uid.',
  }),
  defineKey({
    ...left,
    name: 'telegramLogDates',
    template: 'telegram:logs:index:date:<date>',
    value: texts,
    summary: 'Users with messages on a day.',
  }),
  defineKey({
    ...left,
    name: 'telegramStatistics',
    template: 'telegram:stats:<userId>',
    value: fields,
    summary: 'Counts of messages.',
  }),
  defineKey({
    ...left,
    name: 'telegramErrorThrottle',
    template: 'telegram:error_dedup:<userId>:<errorHash>',
    lifetime: lifetimeVaries('set by its writer'),
    summary: 'Flag: an error was told.',
  }),
  defineKey({
    ...left,
    name: 'cachedStatistic',
    template: 'stats:<statistic>:<userId>',
    value: anyJson,
    lifetime: lifetimeVaries('300 s to 3600 s'),
    summary: 'Cached statistics page.',
  }),
  defineKey({
    ...left,
    name: 'cachedStatisticPart',
    template: 'stats:<statistic>:<userId>:<statisticScope>',
    value: anyJson,
    lifetime: lifetimeVaries('300 s to 3600 s'),
    summary: 'Cached statistics page of a symbol, span or page number.',
  }),
]
