import { decimal, parsedBy, type Decimal, type UserId } from '@tradingboost/domain'
import { countSetting, loadConfig, logLevelSetting, portSetting, type LogLevel } from '@tradingboost/service-kit'
import { z } from 'zod'

/** Starting balances, in the settle currency, by user id. */
type Accounts = Readonly<Record<string, { readonly balance: Decimal }>>

const speedSetting = z
  .string()
  .regex(/^(max|\d{1,6}(\.\d{1,6})?)$/, 'expected max or candles per second')
  .transform((text) => (text === 'max' ? text : Number(text)))
  .refine((speed) => speed !== 0, 'expected max or candles per second above 0')

const accountsSetting = z
  .string()
  .regex(
    /^[^:,\s]+:\d+(\.\d+)?(,[^:,\s]+:\d+(\.\d+)?)*$/,
    'expected user ids and balances such as 1001:10000,1002:10000',
  )
  .transform(
    parsedBy((text: string): Accounts => {
      const entries = text.split(',').map((entry) => entry.split(':'))
      return Object.fromEntries(entries.map(([user = '', balance = '']) => [user, { balance: decimal(balance) }]))
    }),
  )

const keysSetting = z
  .string()
  .regex(
    /^([^:,\s]+:[^:,\s]{16,200}(,[^:,\s]+:[^:,\s]{16,200})*)?$/,
    'expected user ids and keys of 16 characters or more',
  )
  .transform((text): Readonly<Record<UserId, string>> => {
    const entries = text === '' ? [] : text.split(',').map((entry) => entry.split(':'))
    return Object.fromEntries(entries.map(([user = '', key = '']) => [user, key]))
  })

/** A count of subscribers, or their names. */
const expectedSetting = z
  .string()
  .transform((text) => (/^\d{1,6}$/.test(text) ? Number(text) : text.split(',').map((name) => name.trim())))

const settings = z.object({
  PAPER_PORT: portSetting.default(8_100),
  /** A CSV recording; without one the market is generated from seed and count. */
  PAPER_CANDLES: z.string().optional(),
  /** A JSON file of instruments by symbol; what it does not state is known or assumed. */
  PAPER_INSTRUMENTS: z.string().optional(),
  PAPER_SYMBOL: z.string().default('XRP-USDT-SWAP'),
  PAPER_SEED: z
    .string()
    .regex(/^\d{1,9}$/, 'expected a whole number of at most nine digits')
    .transform(Number)
    .default(1),
  PAPER_COUNT: countSetting.default(2_000),
  PAPER_SPEED: speedSetting.default('max'),
  PAPER_ACCOUNTS: accountsSetting.prefault('1001:10000,1002:10000'),
  /** Key of each account, as `1001:KEY,1002:KEY`; an account without one is open to every program of this machine. */
  PAPER_ACCOUNT_KEYS: keysSetting.prefault(''),
  /** Subscribers to wait for before the first candle; one per account when absent. */
  PAPER_EXPECT: expectedSetting.optional(),
  /** How long the market waits for a subscriber, in ms; then it goes on without it. */
  PAPER_ACK_LIMIT_MS: countSetting.default(60_000),
  LOG_LEVEL: logLevelSetting.default('info'),
})

export interface Config {
  /** 0 takes a free one. */
  readonly port: number
  readonly symbol: string
  /** Path of the file that states instruments. */
  readonly instruments?: string
  readonly source:
    | { readonly kind: 'recorded'; readonly path: string }
    | { readonly kind: 'generated'; readonly seed: number; readonly count: number }
  readonly candlesPerSecond: number | 'max'
  readonly accounts: Accounts
  readonly accountKeys: Readonly<Record<UserId, string>>
  readonly expected: number | readonly string[]
  readonly ackLimitMs: number
  readonly logLevel: LogLevel
}

/** Reads the PAPER_ variables; throws `invalid-config` with one sentence that names the bad ones. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const read = loadConfig(settings, environment)
  return {
    port: read.PAPER_PORT,
    symbol: read.PAPER_SYMBOL,
    ...(read.PAPER_INSTRUMENTS === undefined ? {} : { instruments: read.PAPER_INSTRUMENTS }),
    source:
      read.PAPER_CANDLES === undefined
        ? { kind: 'generated', seed: read.PAPER_SEED, count: read.PAPER_COUNT }
        : { kind: 'recorded', path: read.PAPER_CANDLES },
    candlesPerSecond: read.PAPER_SPEED,
    accounts: read.PAPER_ACCOUNTS,
    accountKeys: read.PAPER_ACCOUNT_KEYS,
    ackLimitMs: read.PAPER_ACK_LIMIT_MS,
    logLevel: read.LOG_LEVEL,
    expected: read.PAPER_EXPECT ?? Object.keys(read.PAPER_ACCOUNTS).length,
  }
}
