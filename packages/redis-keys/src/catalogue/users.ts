import { z } from 'zod'
import { persistent } from '../define/lifetime.ts'
import { hash, json, set, string } from '../define/value-shape.ts'
import { defineKey } from '../language.ts'
import { exchanges } from '../segments.ts'
import { openRecord, someText } from './stored-text.ts'

/** Whether a user's bot trades. */
export const tradingStatusText = z.enum(['running', 'stopped', 'error'])

/** The credentials of a user; the two secrets are never stored in plain text by our programs. */
export const apiKeysRecord = z.object({
  api_key: z.string(),
  api_secret: z.string(),
  passphrase: z.string().optional(),
})

const symbols = set(string(someText))
const hyperrsi = { lifetime: persistent, owner: 'hyperrsi', status: 'active' } as const
const grid = { lifetime: persistent, owner: 'grid', status: 'active' } as const
const shared = { lifetime: persistent, owner: 'shared', status: 'active' } as const

/** A user's settings of HYPERRSI. */
export const userSettings = defineKey({
  ...hyperrsi,
  name: 'userSettings',
  template: 'user:<userId>:settings',
  value: json(openRecord),
  summary: "One user's strategy settings; the bot's own schema reads them.",
  note: 'The original documented a hash and wrote JSON text; one of its writers let it expire after 30 days.',
})

/** A user's credentials. */
export const apiKeys = defineKey({
  ...shared,
  name: 'apiKeys',
  template: 'user:<userId>:api:keys',
  value: hash(apiKeysRecord, { rest: z.string() }),
  replaces: ['gridApiKeys'],
  summary: "One user's credentials at the exchange.",
  note: 'The original stored them in plain text.',
})

/** Whether a user's bot trades. */
export const tradingStatus = defineKey({
  ...shared,
  name: 'tradingStatus',
  template: 'user:<userId>:trading:status',
  value: string(tradingStatusText),
  summary: "Whether one user's HYPERRSI trades.",
  note: 'The original also left "False" and JSON-quoted words here.',
})

/** Whether any bot of a user runs. */
export const botStatus = defineKey({
  ...shared,
  name: 'botStatus',
  template: 'user:<userId>:bot:status',
  value: string(tradingStatusText),
  summary: 'Whether any bot of one user runs.',
})

/** Which bots of a user run. */
export const botStatuses = defineKey({
  ...shared,
  name: 'botStatuses',
  template: 'user:<userId>:bot:statuses',
  value: hash(z.object({}), { rest: tradingStatusText }),
  summary: 'Bot id to whether that bot of one user trades; botStatus is made of it.',
})

/** Where a user's bots trade. */
export const botExchanges = defineKey({
  ...shared,
  name: 'botExchanges',
  template: 'user:<userId>:bot:exchanges',
  value: set(string(z.enum(exchanges))),
  summary: 'Exchanges at which bots of one user trade.',
})

/** What a user watches. */
export const watchlist = defineKey({
  ...shared,
  name: 'watchlist',
  template: 'user:<userId>:watchlist:<exchange>',
  value: symbols,
  summary: 'Symbols that one user watches at one exchange.',
})

/** A user's grid account at an exchange. */
export const exchangeUser = defineKey({
  ...grid,
  name: 'exchangeUser',
  template: '<exchange>:user:<userId>',
  value: hash(z.object({}), { rest: z.string() }),
  replaces: ['exchangeUserCopy'],
  summary: 'Grid settings and state of one user at one exchange, as the original names the fields.',
  note: 'The original kept credentials here in plain text and spelled is_running in three ways.',
})

/** Who has a grid account at an exchange. */
export const userIds = defineKey({
  ...grid,
  name: 'userIds',
  template: '<exchange>:user_ids',
  value: set(string(someText)),
  summary: 'User ids known at one exchange.',
})

/** What a new grid account starts with. */
export const defaultSettings = defineKey({
  ...grid,
  name: 'defaultSettings',
  template: '<exchange>:default_settings',
  value: hash(z.object({}), { rest: z.string() }),
  summary: 'Grid settings of a user who chose none.',
})

/** The run of a user's grid. */
export const job = defineKey({
  ...grid,
  name: 'job',
  template: '<exchange>:job:<userId>',
  value: hash(
    z.object({
      job_id: z.string(),
      status: z.enum(['running', 'stopped', 'cancelled', 'completed', 'failed']),
      start_time: z.string(),
    }),
    { rest: z.string() },
  ),
  summary: "The run of one user's grid at one exchange.",
})

/** What a user's grids leave alone. */
export const blacklist = defineKey({
  ...grid,
  name: 'blacklist',
  template: '<exchange>:blacklist:<userId>',
  value: symbols,
  summary: 'Symbols that grids of one user leave alone.',
})

/** What a user's grids may trade. */
export const whitelist = defineKey({
  ...grid,
  name: 'whitelist',
  template: '<exchange>:whitelist:<userId>',
  value: symbols,
  summary: 'Symbols that grids of one user may trade.',
})

/** What every grid leaves alone. */
export const globalBlacklist = defineKey({
  ...grid,
  name: 'globalBlacklist',
  template: '<exchange>:global_blacklist',
  value: symbols,
  summary: 'Symbols that no grid trades at one exchange.',
})

/** What every grid may trade. */
export const globalWhitelist = defineKey({
  ...grid,
  name: 'globalWhitelist',
  template: '<exchange>:global_whitelist',
  value: symbols,
  summary: 'Symbols that every grid may trade at one exchange.',
})
