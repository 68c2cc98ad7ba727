import { botEnvironment, jsonSetting } from '@tradingboost/bot-host'
import { loadConfig, portSetting } from '@tradingboost/service-kit'
import type { z } from 'zod'
import { gridSettings } from './strategy/settings.ts'

const environment = botEnvironment.extend({
  GRID_PORT: portSetting.default(8012),
  GRID_SETTINGS: jsonSetting(gridSettings),
  USER_ID: botEnvironment.shape.USER_ID.default('1002'),
  BOT_TAG: botEnvironment.shape.BOT_TAG.default('gr'),
})

export type Config = z.output<typeof environment>

/** Reads the environment. Throws a TradingError `invalid-config` with one sentence that names each bad variable. */
export const readConfig = (variables: Readonly<Record<string, string | undefined>>): Config =>
  loadConfig(environment, variables)
