import { botId, exchangeNames, money, timeframes, userId } from '@tradingboost/domain'
import type { BotIdentity, RiskLimits } from '@tradingboost/engine'
import { countSetting, logLevelSetting } from '@tradingboost/service-kit'
import { z } from 'zod'

const decimalText = z.string().regex(/^\d+(\.\d+)?$/, 'expected digits such as 5000 or 0.5')

const optionalDecimal = z.union([z.literal('').transform(() => undefined), decimalText]).optional()

/** The variables that every bot reads; an app adds its port and its settings. */
export const botEnvironment = z.object({
  /** `paper`: the paper exchange of EXCHANGE_URL. `replay`: candles of CANDLES in this process. */
  MODE: z.enum(['paper', 'replay', 'live'], 'expected paper, replay or live').default('paper'),
  REDIS_URL: z.string().default('redis://127.0.0.1:6379'),
  /** `allow` lets a bot use a Redis that evicts keys when its memory runs out. */
  REDIS_EVICTION: z.enum(['refuse', 'allow'], 'expected refuse or allow').default('refuse'),
  EXCHANGE_URL: z.string().default('ws://127.0.0.1:8100'),
  /** Key of the account at the paper exchange; needed where that has one for it. */
  EXCHANGE_KEY: z.string().optional(),
  CANDLES: z.string().optional(),
  EXCHANGE: z.enum(exchangeNames).default('okx'),
  USER_ID: z.string(),
  SYMBOL: z.string().default('XRP-USDT-SWAP'),
  TIMEFRAME: z.enum(timeframes).default('5m'),
  /** Names the bot in Redis; made of app, user and symbol unless told. */
  BOT_ID: z.string().optional(),
  /** Opens its client order ids; unique within the account. */
  BOT_TAG: z.string().regex(/^[a-z][a-z0-9]{0,11}$/, 'expected up to 12 lower-case letters and digits'),
  MAX_NOTIONAL: decimalText.default('5000'),
  MAX_OPEN_ORDERS: countSetting.default(80),
  /** Settle currency, and percent of the last close; off when absent or empty. */
  MAX_DRAWDOWN: optionalDecimal,
  MAX_DAILY_LOSS: optionalDecimal,
  PRICE_COLLAR_PERCENT: optionalDecimal,
  /** How long a dead process keeps its bot from being started anew. */
  LEASE_MS: countSetting
    .pipe(z.int().min(300, 'expected 300 or more').max(30_000, 'expected 30000 or less'))
    .default(10_000),
  LOG_LEVEL: logLevelSetting.default('info'),
})

export type BotConfig = z.output<typeof botEnvironment>

/** Settings of a strategy as JSON text in one variable; its schema's defaults without it. */
export const jsonSetting = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .string()
    .default('{}')
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text)
      } catch {
        context.addIssue({ code: 'custom', message: 'expected JSON such as {"direction":"long"}' })
        return z.NEVER
      }
    })
    .pipe(schema)

/** Who trades what, by the environment. */
export const botOf = (config: BotConfig, app: string): BotIdentity => ({
  botId: botId(config.BOT_ID ?? `${app}-${config.USER_ID}-${config.SYMBOL}`),
  userId: userId(config.USER_ID),
  exchange: config.EXCHANGE,
  symbol: config.SYMBOL,
  timeframe: config.TIMEFRAME,
  tag: config.BOT_TAG,
})

/** How far the bot may go, by the environment. */
export const limitsOf = (config: BotConfig): RiskLimits => ({
  maxNotional: money(config.MAX_NOTIONAL),
  maxOpenOrders: config.MAX_OPEN_ORDERS,
  ...(config.MAX_DRAWDOWN === undefined ? {} : { maxDrawdown: money(config.MAX_DRAWDOWN) }),
  ...(config.MAX_DAILY_LOSS === undefined ? {} : { maxDailyLoss: money(config.MAX_DAILY_LOSS) }),
  ...(config.PRICE_COLLAR_PERCENT === undefined ? {} : { priceCollarPercent: Number(config.PRICE_COLLAR_PERCENT) }),
})
