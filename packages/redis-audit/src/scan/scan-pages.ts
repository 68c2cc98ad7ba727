import type { AuditConnection } from '../connection/audit-connection.ts'
import { isReplyList, type Reply } from '../connection/parse-reply.ts'
import { describeKeys } from './describe-keys.ts'
import { createRecentKeys } from './recent-keys.ts'
import type { SeenKey } from './seen-key.ts'

/** What to walk and how fast. */
export interface ScanPlan {
  /** Keys per step of SCAN. */
  readonly count: number
  /** A glob that spares the server's answer keys that do not matter; it decides nothing. */
  readonly match?: string
  /** Waits until this many keys may have been looked at. */
  readonly pace: (keys: number) => Promise<void>
}

/** The keys of one step of SCAN that still stood when they were looked at. */
export interface ScannedPage {
  readonly keys: readonly SeenKey[]
  /** How many the steps up to here answered, those that vanished and those that came twice too. */
  readonly answered: number
}

/**
 * Every key that stands from start to end, once; one that comes or goes meanwhile at most once. While a page is worked on,
 * the server already looks for the next one.
 */
export async function* scanPages(connection: AuditConnection, plan: ScanPlan): AsyncGenerator<ScannedPage> {
  const recent = createRecentKeys()
  let answered = 0
  const step = async (cursor: string): Promise<readonly [next: string, keys: readonly Buffer[]]> =>
    readPage(await connection.ask([['SCAN', cursor, ...matchArgs(plan), 'COUNT', String(plan.count)]], 'bytes'))

  let described: Promise<readonly SeenKey[]> | undefined
  let cursor = '0'
  do {
    await plan.pace(answered)
    const scanned = step(cursor)
    // The page before goes out while the server scans this one; both are awaited, whichever fails first.
    const [page, before] = await settled(scanned, described)
    if (before !== undefined) yield { keys: before, answered }
    cursor = page[0]
    answered += page[1].length
    described = quiet(
      describeKeys(
        connection,
        page[1].filter((key) => recent.isNew(key)),
      ),
    )
  } while (cursor !== '0')
  yield { keys: await described, answered }
}

/** The rejection of a promise that is awaited later must not count as unhandled until then. */
function quiet<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => undefined)
  return promise
}

async function settled<A, B>(first: Promise<A>, second: Promise<B> | undefined): Promise<[A, B | undefined]> {
  const quieted = quiet(first)
  const later = await second
  return [await quieted, later]
}

const matchArgs = ({ match }: ScanPlan): string[] => (match === undefined ? [] : ['MATCH', match])

function readPage(replies: readonly Reply[]): readonly [string, readonly Buffer[]] {
  const [reply] = replies
  if (!isReplyList(reply)) throw new Error('SCAN answered no list of a cursor and keys')
  const [cursor, keys] = reply
  if (!Buffer.isBuffer(cursor) || !isReplyList(keys)) throw new Error('SCAN answered neither a cursor nor keys')
  return [cursor.toString('latin1'), keys.filter((key) => Buffer.isBuffer(key))]
}
