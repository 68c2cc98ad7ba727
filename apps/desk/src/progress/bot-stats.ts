import { botReport } from '@tradingboost/bot-host/bot-report'
import type { Clock } from '@tradingboost/domain'
import { TradingError } from '@tradingboost/domain'
import { z } from 'zod'

/** A bot's own account of its run, without its curve, which the desk draws itself. */
const botStats = botReport.omit({ equity: true })
export type BotStats = z.infer<typeof botStats>

const answerLimitMs = 5_000

/** Undefined when the bot does not answer now, as while it is started again; throws `protocol-violated` for an answer that breaks the schema. */
export async function fetchBotStats(url: string, clock: Clock): Promise<BotStats | undefined> {
  const over = new AbortController()
  const late = clock.sleep(answerLimitMs, over.signal).then(() => over.abort())
  let body: unknown
  try {
    const response = await fetch(new URL('/stats', url), { signal: over.signal })
    if (!response.ok) return undefined
    body = await response.json()
  } catch (cause) {
    // Refused, reset or late: the caller asks again.
    if (cause instanceof Error) return undefined
    throw cause
  } finally {
    over.abort()
    await late
  }
  const parsed = botStats.safeParse(body)
  if (parsed.success) return parsed.data
  const message = `${url}/stats answered what is no bot's stats (${z.prettifyError(parsed.error)}): update bot and desk together`
  throw new TradingError('protocol-violated', message, { retry: 'never', cause: parsed.error })
}
