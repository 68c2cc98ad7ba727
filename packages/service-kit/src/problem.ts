import { STATUS_CODES } from 'node:http'
import type { TradingError, TradingErrorCode } from '@tradingboost/domain'
import { z } from 'zod'

/** Media type of every error body (RFC 9457). */
export const problemMediaType = 'application/problem+json'

/** Body of an error response by RFC 9457; `code` is the literal to switch on, `errors` names the fields that broke the schema. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    instance: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' })

export type Problem = z.infer<typeof problemSchema>

/** HTTP status of each TradingError: the one mapping there is. */
export const statusOfCode = {
  'invalid-amount': 400,
  'invalid-id': 400,
  'invalid-symbol': 400,
  'invalid-transition': 409,
  'invalid-config': 500,
  'invalid-candles': 422,
  'unknown-instrument': 404,
  'redis-unavailable': 503,
  'redis-refused': 502,
  'wrong-environment': 409,
  'stored-value-invalid': 500,
  'value-not-storable': 422,
  'exchange-unavailable': 503,
  'exchange-refused': 502,
  'protocol-violated': 502,
  'lease-lost': 409,
  'not-found': 404,
  conflict: 409,
} as const satisfies Record<TradingErrorCode, number>

/** The problem that a TradingError becomes. */
export function problemOfTradingError(error: TradingError, instance: string): Problem {
  return {
    type: `urn:tradingboost:problem:${error.code}`,
    title: titleOf(error.code),
    status: statusOfCode[error.code],
    detail: error.message,
    code: error.code,
    instance,
  }
}

/** A problem that HTTP itself names, such as 404 or 415; its `code` is the status' name in kebab case. */
export function problemOfStatus(status: number, detail: string, instance: string): Problem {
  const title = STATUS_CODES[status] ?? 'Error'
  return { type: 'about:blank', title, status, detail, code: title.toLowerCase().replaceAll(/[^a-z]+/g, '-'), instance }
}

function titleOf(code: string): string {
  const words = code.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
