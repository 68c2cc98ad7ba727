import type { RedisCommand, RedisConnection } from '@tradingboost/trading-cache'
import { list, texts, unexpected } from './reply.ts'

/** One step of SCAN. */
export interface KeyPage {
  /** Where the next step begins; `0` after the last one. */
  readonly next: string
  readonly keys: readonly string[]
}

/** One step of SCAN from a cursor, each key once, though another step may answer it too; `parse` decides what a key is. */
function scanPage(cursor: string, match: string | undefined, count: number): RedisCommand<KeyPage> {
  return {
    name: 'scan',
    keys: [],
    args: [cursor, ...(match === undefined ? [] : ['MATCH', match]), 'COUNT', count],
    read: (reply) => {
      const [next, keys] = list(reply, 'scan')
      if (typeof next !== 'string') throw unexpected('scan')
      return { next, keys: [...new Set(texts(keys, 'scan'))] }
    },
  }
}

/** Every key that SCAN answers from the start, page by page; the next page is fetched while one is worked on. */
export async function* scanKeys(
  connection: RedisConnection,
  match: string | undefined,
  { from = '0', count = 500 }: { readonly from?: string; readonly count?: number } = {},
): AsyncGenerator<KeyPage> {
  let pending = connection.send(scanPage(from, match, count))
  for (;;) {
    const page = await pending
    const isLast = page.next === '0'
    if (!isLast) {
      pending = connection.send(scanPage(page.next, match, count))
      // Awaited by the next turn; a worker that stops before must not leave a rejection behind.
      pending.catch(() => undefined)
    }
    yield page
    if (isLast) return
  }
}
