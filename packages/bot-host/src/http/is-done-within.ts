import type { Clock } from '@tradingboost/domain'

/** Whether the work is done within the limit. It goes on either way; while it is waited for, its error is thrown. */
export async function isDoneWithin(work: Promise<void>, limitMs: number, clock: Clock): Promise<boolean> {
  const patience = new AbortController()
  // What goes wrong when nobody waits any more ends the bot, and is told there.
  work.catch(() => undefined)
  try {
    return await Promise.race([work.then(() => true), clock.sleep(limitMs, patience.signal).then(() => false)])
  } finally {
    patience.abort()
  }
}
