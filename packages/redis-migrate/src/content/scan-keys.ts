import type { RedisCommand, RedisConnection } from '@tradingboost/trading-cache'
import { list, texts, unexpected } from './reply.ts'

/** What some steps of SCAN found. */
export interface KeyPage {
  /** Where the next page begins; `0` after the last one. */
  readonly next: string
  readonly isLast: boolean
  readonly keys: readonly string[]
}

/** So many keys a server looks at in one step: it serves nobody else meanwhile. */
const keysAStep = 200
/** A page ends with the step that fills it, or after so many steps. */
const keysAPage = 200
const stepsAPage = 5

/** One step of SCAN from a cursor. */
function scanStep(
  cursor: string,
  match: string | undefined,
): RedisCommand<{ readonly next: string; readonly keys: readonly string[] }> {
  return {
    name: 'scan',
    keys: [],
    args: [cursor, ...(match === undefined ? [] : ['MATCH', match]), 'COUNT', keysAStep],
    read: (reply) => {
      const [next, keys] = list(reply, 'scan')
      if (typeof next !== 'string') throw unexpected('scan')
      return { next, keys: texts(keys, 'scan') }
    },
  }
}

/** Whether a page ends early with the step that fills it, for keys that cost work, or never, for names alone. */
export type PageSize = 'pages of work' | 'whole pages'

async function scanPage(
  connection: RedisConnection,
  from: string,
  match: string | undefined,
  size: PageSize,
): Promise<KeyPage> {
  const most = size === 'whole pages' ? Number.POSITIVE_INFINITY : keysAPage
  const keys: string[] = []
  let next = from
  for (let steps = 0; steps < stepsAPage && keys.length < most; steps += 1) {
    const step = await connection.send(scanStep(next, match))
    keys.push(...step.keys)
    ;({ next } = step)
    if (next === '0') break
  }
  return { next, isLast: next === '0', keys: [...new Set(keys)] }
}

/**
 * Every key that SCAN answers from the start, page by page; the next page is fetched while one is worked on. A page names a
 * key once, though another page may name it too; `parse` decides what a key is.
 */
export async function* scanKeys(
  connection: RedisConnection,
  match: string | undefined,
  from = '0',
  size: PageSize = 'pages of work',
): AsyncGenerator<KeyPage> {
  let pending = scanPage(connection, from, match, size)
  for (;;) {
    const page = await pending
    if (!page.isLast) {
      pending = scanPage(connection, page.next, match, size)
      // Awaited by the next turn; a worker that stops before must not leave a rejection behind.
      pending.catch(() => undefined)
    }
    yield page
    if (page.isLast) return
  }
}
