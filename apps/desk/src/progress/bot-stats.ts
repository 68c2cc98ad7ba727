import type { Clock } from '@tradingboost/domain'
import { TradingError } from '@tradingboost/domain'
import { z } from 'zod'

const decimalText = z.string().regex(/^-?\d+(\.\d+)?$/)

/** A bot's own account of its run: body of GET /stats. */
const botStats = z.object({
  candles: z.int(),
  decisions: z.int(),
  /** Accepted by the exchange. */
  orders: z.int(),
  /** Turned away by the exchange. */
  rejected: z.int(),
  /** Turned away by the bot's own risk gate. */
  refused: z.int(),
  fills: z.int(),
  fees: decimalText,
  realizedPnl: decimalText,
  unrealizedPnl: decimalText,
  openPositions: z.array(
    z.object({ symbol: z.string(), side: z.enum(['long', 'short']), quantity: decimalText, averagePrice: decimalText }),
  ),
  /** The market data is over and everything is recorded. */
  ended: z.boolean(),
})
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
