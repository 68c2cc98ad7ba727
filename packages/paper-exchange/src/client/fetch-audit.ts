import { TradingError, type Clock, type UserId } from '@tradingboost/domain'
import type { z } from 'zod'
import type { AccountBook } from '../paper-exchange.ts'
import { signedHeaders } from '../protocol/account-signature.ts'
import { bookReply, statusReply, type PaperStatus } from '../protocol/protocol.ts'
import { parseAnswer } from '../protocol/read-reply.ts'

/** How far the market of a paper exchange server is, and whom it waits for. Throws `exchange-unavailable` when it does not answer. */
export async function fetchPaperStatus(url: string): Promise<PaperStatus> {
  return await fetchJson(url, '/status', statusReply)
}

/** Everything an account has done at a paper exchange server. Throws `exchange-unavailable` when it does not answer. */
export async function fetchAccountBook(
  url: string,
  user: UserId,
  signing?: { readonly accountKey: string; readonly clock: Clock },
): Promise<AccountBook> {
  const path = `/book/${encodeURIComponent(user)}`
  const headers = signing === undefined ? {} : signedHeaders(signing.accountKey, path, signing.clock.now())
  return await fetchJson(url, path, bookReply, headers)
}

async function fetchJson<T>(
  serverUrl: string,
  path: string,
  schema: z.ZodType<T>,
  headers: Readonly<Record<string, string>> = {},
): Promise<T> {
  const url = new URL(path, serverUrl.replace(/^ws/, 'http'))
  let body: unknown
  try {
    const response = await fetch(url, { headers })
    if (!response.ok) throw new Error(`HTTP ${String(response.status)}`)
    body = await response.json()
  } catch (cause) {
    throw new TradingError('exchange-unavailable', `${url.href} does not answer: check that the paper exchange runs`, {
      retry: 'later',
      details: { url: url.href },
      cause,
    })
  }
  return parseAnswer(url.href, schema, body)
}
