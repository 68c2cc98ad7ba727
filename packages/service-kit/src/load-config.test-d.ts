import { z } from 'zod'
import { loadConfig } from './load-config.ts'
import { portSetting } from './settings.ts'

const config = loadConfig(z.object({ PORT: portSetting.default(8000) }), {})
export const port: number = config.PORT
// @ts-expect-error the config has what the schema names and nothing else
export const host: string = config.HOST
