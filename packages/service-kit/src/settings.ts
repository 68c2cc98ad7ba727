import { z } from 'zod'
import { logLevels } from './logger.ts'

const wholeNumber = z
  .string()
  .regex(/^\d{1,15}$/, 'expected a whole number')
  .transform(Number)

/** A TCP port in the environment; 0 takes a free one. */
export const portSetting = wholeNumber.pipe(z.int().max(65_535, 'expected a port from 0 to 65535'))

/** A count in the environment, from 1 on. */
export const countSetting = wholeNumber.pipe(z.int().min(1, 'expected a whole number above 0'))

/** Level of the log in the environment. */
export const logLevelSetting = z.enum(logLevels)
