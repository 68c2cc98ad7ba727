import type { DeskConfig } from '../read-desk-config.ts'
import type { DeskMarket } from '../inspect-market.ts'
import type { DeskRequest } from '../read-command-line.ts'
import type { ServiceSpec } from './start-service.ts'

/** Who trades on which account, with how much, and on which port its API listens. */
export const bots = [
  { id: 'hyperrsi', name: 'HYPERRSI', userId: '1001', portSetting: 'HYPERRSI_PORT' },
  { id: 'grid', name: 'GRID', userId: '1002', portSetting: 'GRID_PORT' },
] as const

/** Key of each account at the paper exchange, by user id; drawn for each run. */
export type AccountKeys = Readonly<Record<(typeof bots)[number]['userId'], string>>

export type BotName = (typeof bots)[number]['id']

const startingBalance = 10_000

/** Names that a shell may carry for reasons of its own, and that would make another bot of this one. Empty is unset. */
const unsetInBots = { CANDLES: '', EXCHANGE: '', BOT_ID: '', BOT_TAG: '' }

const mainOf = (app: string): URL => new URL(`../../../${app}/src/main.ts`, import.meta.url)

export function paperExchangeSpec(
  market: DeskMarket,
  { candlesPerSecond }: DeskRequest,
  { logLevel }: DeskConfig,
  accountKeys: AccountKeys,
): ServiceSpec {
  return {
    name: 'paper exchange',
    main: mainOf('paper-exchange'),
    settings: {
      ...market.settings,
      PAPER_PORT: '0',
      PAPER_SPEED: String(candlesPerSecond),
      PAPER_ACCOUNTS: bots.map(({ userId }) => `${userId}:${startingBalance}`).join(','),
      PAPER_ACCOUNT_KEYS: bots.map(({ userId }) => `${userId}:${accountKeys[userId]}`).join(','),
      PAPER_EXPECT: String(bots.length),
      LOG_LEVEL: logLevel,
    },
  }
}

export function botSpec(
  bot: (typeof bots)[number],
  market: DeskMarket,
  { ports, logLevel }: DeskConfig,
  addresses: { readonly redisUrl: string; readonly exchangeUrl: string; readonly accountKeys: AccountKeys },
): ServiceSpec {
  return {
    name: bot.name,
    main: mainOf(bot.id),
    settings: {
      ...unsetInBots,
      MODE: 'paper',
      [bot.portSetting]: String(ports[bot.id]),
      REDIS_URL: addresses.redisUrl,
      EXCHANGE_URL: addresses.exchangeUrl,
      EXCHANGE_KEY: addresses.accountKeys[bot.userId],
      USER_ID: bot.userId,
      SYMBOL: market.symbol,
      TIMEFRAME: market.timeframe,
      LOG_LEVEL: logLevel,
    },
  }
}
