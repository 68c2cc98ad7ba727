import { TradingError } from '@tradingboost/domain'
import type { z } from 'zod'
import { isSecretName } from './redact-secrets.ts'

/**
 * Reads a config from the environment by its schema; a variable that is set to nothing counts as unset.
 * Throws a TradingError `invalid-config` with one sentence that names each bad variable; values of secrets are not shown.
 */
export function loadConfig<Schema extends z.ZodType>(
  schema: Schema,
  environment: Readonly<Record<string, string | undefined>>,
): z.output<Schema> {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''))
  const result = schema.safeParse(set)
  if (result.success) return result.data
  const problems = result.error.issues.map(({ path, message }) => {
    const name = String(path[0] ?? 'the environment')
    const value = set[name]
    if (value === undefined) return `${name} is not set (${message})`
    return `${name} is ${isSecretName(name) ? 'not valid' : JSON.stringify(value)} (${message})`
  })
  throw new TradingError(
    'invalid-config',
    `bad settings: ${problems.join('; ')}: correct the environment and start again`,
    {
      retry: 'never',
      details: { variables: result.error.issues.map(({ path }) => String(path[0])) },
    },
  )
}
