import { TradingError } from '@tradingboost/domain'
import type { z } from 'zod'
import { replies } from './protocol.ts'

/** What each call answers, parsed. */
export type Replies = { readonly [Name in keyof typeof replies]: z.infer<(typeof replies)[Name]> }

const schemas: { readonly [Name in keyof Replies]: z.ZodType<Replies[Name]> } = replies

/** Parses an answer of the server; throws `protocol-violated` when it is not what the call promises. */
export function readReply<Name extends keyof Replies>(url: string, name: Name, result: unknown): Replies[Name] {
  return parseAnswer(`${name} of ${url}`, schemas[name], result)
}

export function parseAnswer<T>(what: string, schema: z.ZodType<T>, answer: unknown): T {
  const parsed = schema.safeParse(answer)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const place = issue === undefined ? '' : ` (${issue.path.join('.')}: ${issue.message})`
  throw new TradingError(
    'protocol-violated',
    `the answer to ${what} has another shape${place}: run one version on both sides`,
    {
      retry: 'never',
      cause: parsed.error,
    },
  )
}
