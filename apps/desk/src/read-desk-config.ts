import { loadConfig, logLevelSetting, portSetting } from '@tradingboost/service-kit'
import type { LogLevel } from '@tradingboost/service-kit'
import { z } from 'zod'

/** What the environment decides; the rest is on the command line. */
export interface DeskConfig {
  readonly ports: { readonly hyperrsi: number; readonly grid: number }
  /** Of the bots and the paper exchange. */
  readonly logLevel: LogLevel
}

const environment = z.object({
  HYPERRSI_PORT: portSetting.default(8000),
  GRID_PORT: portSetting.default(8012),
  LOG_LEVEL: logLevelSetting.default('warn'),
})

/** Throws `invalid-config` with one sentence that names the bad variable. */
export function readDeskConfig(variables: Readonly<Record<string, string | undefined>>): DeskConfig {
  const { HYPERRSI_PORT, GRID_PORT, LOG_LEVEL } = loadConfig(environment, variables)
  return { ports: { hyperrsi: HYPERRSI_PORT, grid: GRID_PORT }, logLevel: LOG_LEVEL }
}
