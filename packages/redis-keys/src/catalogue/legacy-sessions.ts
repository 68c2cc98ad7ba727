import { second } from '../define/duration.ts'
import type { AnyKeyFamily } from '../define/key-family.ts'
import { expiresAfter, lifetimeVaries, persistent } from '../define/lifetime.ts'
import { defineKey } from '../language.ts'
import { anyJson, fields, text, texts } from './loose-shape.ts'

const left = { value: text, lifetime: persistent, owner: 'hyperrsi', status: 'deprecated' } as const

/** What the original HYPERRSI left of running tasks: flags, locks, symbols under way, presets, webhook bots. */
export const legacySessions: readonly AnyKeyFamily[] = [
  defineKey({
    ...left,
    name: 'taskId',
    template: 'user:<userId>:task_id',
    summary: "Celery id of the user's task.",
  }),
  defineKey({
    ...left,
    name: 'taskRunning',
    template: 'user:<userId>:task_running',
    value: fields,
    lifetime: lifetimeVaries('60 s or 900 s'),
    summary: "Flag: the user's task runs.",
  }),
  defineKey({
    ...left,
    name: 'userLock',
    template: 'lock:user:<userId>:<symbol>:<legacyTimeframe>',
    lifetime: expiresAfter(60 * second),
    summary: "Lock of one user's cycle.",
  }),
  defineKey({
    ...left,
    name: 'stopSignal',
    template: 'user:<userId>:stop_signal',
    summary: 'Flag: stop asked for.',
  }),
  defineKey({
    ...left,
    name: 'lastExecution',
    template: 'user:<userId>:last_execution',
    value: anyJson,
    summary: 'Outcome of the last cycle.',
  }),
  defineKey({
    ...left,
    name: 'symbolStatus',
    template: 'user:<userId>:symbol:<symbol>:status',
    summary: 'Whether a symbol is traded.',
  }),
  defineKey({
    ...left,
    name: 'symbolTaskId',
    template: 'user:<userId>:symbol:<symbol>:task_id',
    summary: "Celery id of a symbol's task.",
  }),
  defineKey({
    ...left,
    name: 'symbolTaskRunning',
    template: 'user:<userId>:symbol:<symbol>:task_running',
    value: fields,
    lifetime: lifetimeVaries('set by its writer'),
    summary: "Flag: a symbol's task runs.",
  }),
  defineKey({
    ...left,
    name: 'symbolTimeframe',
    template: 'user:<userId>:symbol:<symbol>:timeframe',
    summary: 'Timeframe of a symbol.',
  }),
  defineKey({
    ...left,
    name: 'symbolStartedAt',
    template: 'user:<userId>:symbol:<symbol>:started_at',
    summary: 'When trading of a symbol started.',
  }),
  defineKey({
    ...left,
    name: 'symbolSessionId',
    template: 'user:<userId>:symbol:<symbol>:session_id',
    summary: 'Session of a symbol.',
  }),
  defineKey({
    ...left,
    name: 'symbolPresetId',
    template: 'user:<userId>:symbol:<symbol>:preset_id',
    summary: 'Preset of a symbol.',
  }),
  defineKey({
    ...left,
    name: 'symbolDualSide',
    template: 'user:<userId>:symbol:<symbol>:dual_side',
    value: fields,
    summary: 'Hedge settings of a symbol.',
  }),
  defineKey({
    ...left,
    name: 'activeSymbols',
    template: 'user:<userId>:active_symbols',
    value: texts,
    summary: 'Symbols that a user trades.',
  }),
  defineKey({
    ...left,
    name: 'selectedSymbol',
    template: 'user:<userId>:selected_symbol',
    summary: 'Choice in the Telegram dialog.',
  }),
  defineKey({
    ...left,
    name: 'selectedTimeframe',
    template: 'user:<userId>:selected_timeframe',
    summary: 'Choice in the Telegram dialog.',
  }),
  defineKey({
    ...left,
    name: 'tradingRequest',
    template: 'user:<userId>:trading:request',
    summary: 'Choice in the Telegram dialog.',
  }),
  defineKey({
    ...left,
    name: 'gridTradingStatus',
    template: 'user:<userId>:grid_trading:status',
    summary: "Whether HYPERRSI's own grid task runs.",
  }),
  defineKey({
    ...left,
    name: 'gridTradingJobId',
    template: 'user:<userId>:grid_trading:job_id',
    summary: "Celery id of HYPERRSI's own grid task.",
  }),
  defineKey({
    ...left,
    name: 'gridTradingInfo',
    template: 'user:<userId>:grid_trading:info',
    value: fields,
    summary: "Settings of HYPERRSI's own grid task.",
  }),
  defineKey({
    ...left,
    name: 'userPresets',
    template: 'user:<userId>:presets',
    value: anyJson,
    summary: 'Presets of a user.',
  }),
  defineKey({
    ...left,
    name: 'userDefaultPreset',
    template: 'user:<userId>:default_preset',
    summary: 'Preset a user starts with.',
  }),
  defineKey({
    ...left,
    name: 'preset',
    template: 'preset:<presetId>',
    value: anyJson,
    summary: 'Settings profile.',
  }),
  defineKey({
    ...left,
    name: 'signalBotStatus',
    template: 'signal_bot:<webhookToken>:status',
    summary: 'Whether a webhook bot runs.',
  }),
  defineKey({
    ...left,
    name: 'signalBotSymbol',
    template: 'signal_bot:<webhookToken>:symbol',
    summary: 'Symbol of a webhook bot.',
  }),
  defineKey({
    ...left,
    name: 'signalBotTimeframe',
    template: 'signal_bot:<webhookToken>:timeframe',
    summary: 'Timeframe of a webhook bot.',
  }),
  defineKey({
    ...left,
    name: 'signalBotTaskId',
    template: 'signal_bot:<webhookToken>:task_id',
    summary: 'Celery id of a webhook bot.',
  }),
  defineKey({
    ...left,
    name: 'signalBotStartedAt',
    template: 'signal_bot:<webhookToken>:started_at',
    summary: 'When a webhook bot started.',
  }),
  defineKey({
    ...left,
    name: 'activeTraders',
    template: 'active_traders',
    value: texts,
    summary: 'Users who trade.',
  }),
  defineKey({
    ...left,
    name: 'serviceActiveUsers',
    template: 'active_users:position_order_service',
    value: texts,
    owner: 'shared',
    summary: 'Users whom the position-order service follows.',
  }),
]
