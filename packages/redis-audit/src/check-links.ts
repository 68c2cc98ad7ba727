import type { Redis } from 'ioredis'
import { askAll, type AskLine } from './ask-all.ts'
import type { Link } from './index-rules.ts'

/**
 * The links of which only one end stands: of `index` the member without its record, of `record` the record without its
 * member. Both ends are asked together, so that a change between the scan and now is not taken for a fault.
 */
export async function checkLinks(
  redis: Redis,
  links: readonly Link[],
  standing: 'index' | 'record',
): Promise<readonly Link[]> {
  const replies = await askAll(
    redis,
    links.flatMap(({ index, indexType, member, record }): AskLine[] => [
      indexType === 'set' ? ['sismember', index, member] : ['zscore', index, member],
      ['exists', record],
    ]),
  )
  return links.filter((_, at) => {
    const [membership, existence] = replies.slice(at * 2, at * 2 + 2)
    const isMember = membership !== null && membership !== undefined && membership !== 0
    const exists = existence === 1
    return standing === 'index' ? isMember && !exists : exists && !isMember
  })
}
