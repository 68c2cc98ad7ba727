import type { RedisConnection } from '@tradingboost/trading-cache'
import { list, texts } from '../content/reply.ts'
import type { MigrationKeys } from '../define/migration-keys.ts'

/** Pages of the target keys that our own programs recorded as written since the migration began. */
export async function* savedTargets(
  connection: RedisConnection,
  { saved }: MigrationKeys,
): AsyncGenerator<readonly string[]> {
  let cursor = '0'
  do {
    const [next, flat] = await connection.send({
      name: 'hscan',
      keys: [saved],
      args: [saved, cursor, 'COUNT', '500'],
      read: (reply) => {
        const [at, page] = list(reply, 'hscan')
        return [String(at), texts(page, 'hscan')] as const
      },
    })
    yield flat.filter((_text, at) => at % 2 === 0)
    cursor = next
  } while (cursor !== '0')
}
