import type { AuditConnection } from '../connection/audit-connection.ts'
import type { ReadLine } from '../connection/read-command.ts'
import type { Link } from './index-rules.ts'

/** Links asked about in one round trip. */
const batchSize = 2_000

/**
 * The links of which only one end stands: of `index` the member without its record, of `record` the record without its
 * member. Both ends are asked together and what looks broken is asked once more, so that a change between the scan and now
 * is not taken for a fault.
 */
export async function checkLinks<Some extends Link>(
  connection: AuditConnection,
  links: readonly Some[],
  standing: 'index' | 'record',
): Promise<readonly Some[]> {
  const broken: Some[] = []
  for (let at = 0; at < links.length; at += batchSize) {
    const suspects = await halfLinks(connection, links.slice(at, at + batchSize), standing)
    if (suspects.length > 0) broken.push(...(await halfLinks(connection, suspects, standing)))
  }
  return broken
}

async function halfLinks<Some extends Link>(
  connection: AuditConnection,
  links: readonly Some[],
  standing: 'index' | 'record',
): Promise<readonly Some[]> {
  const replies = await connection.ask(
    links.flatMap(({ index, indexType, member, record }): ReadLine[] => [
      indexType === 'set' ? ['SISMEMBER', index, member] : ['ZSCORE', index, member],
      ['EXISTS', record],
    ]),
  )
  return links.filter((_, at) => {
    const [membership, existence] = [replies[at * 2], replies[at * 2 + 1]]
    // ZSCORE answers the score as text, SISMEMBER 0 or 1; an index of another type holds nothing.
    const isMember = typeof membership === 'string' || membership === 1
    const exists = existence === 1
    return standing === 'index' ? isMember && !exists : exists && !isMember
  })
}
