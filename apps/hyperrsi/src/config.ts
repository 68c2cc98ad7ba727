import { botEnvironment, jsonSetting } from '@tradingboost/bot-host'
import { loadConfig, portSetting } from '@tradingboost/service-kit'
import type { z } from 'zod'
import { hyperRsiSettings } from './strategy/settings.ts'

const environment = botEnvironment.extend({
  HYPERRSI_PORT: portSetting.default(8000),
  HYPERRSI_SETTINGS: jsonSetting(hyperRsiSettings),
  USER_ID: botEnvironment.shape.USER_ID.default('1001'),
  BOT_TAG: botEnvironment.shape.BOT_TAG.default('hr'),
})

export type Config = z.output<typeof environment>

/** Reads the environment. Throws a TradingError `invalid-config` with one sentence that names each bad variable. */
export const readConfig = (variables: Readonly<Record<string, string | undefined>>): Config =>
  loadConfig(environment, variables)
