import {
  factsOfHello,
  factsOfInfo,
  TradingError,
  unknownServer,
  type Clock,
  type RedisServerFacts,
} from '@tradingboost/domain'
import type { RedisConnection } from '../connection/redis-connection.ts'

/** How much to ask: HELLO, which every user may, INFO as well, or all that the checks of `keys doctor` look at. */
export type FactsDepth = 'hello' | 'info' | 'all'

/** Asks a server about itself; what its user may not ask, or its version does not know, stays undefined. */
export async function readServerFacts(
  connection: RedisConnection,
  clock: Clock,
  depth: FactsDepth,
): Promise<RedisServerFacts> {
  const ask = async (name: string, ...args: string[]): Promise<unknown> =>
    await connection.send({ name, keys: [], args, read: (reply) => reply }).catch((error: unknown) => {
      if (error instanceof TradingError && error.code === 'redis-refused') return undefined
      throw error
    })
  const hello = factsOfHello(await ask('hello'))
  if (depth === 'hello' && hello.mode !== undefined && hello.role !== 'replica') return { ...unknownServer, ...hello }
  const info = await ask('info')
  const said = { ...unknownServer, ...hello, ...(typeof info === 'string' ? factsOfInfo(info) : {}) }
  if (depth !== 'all' || typeof info !== 'string') return said
  const [time, user, wanted, stops] = [
    await ask('time'),
    await ask('acl', 'whoami'),
    configValue(await ask('config', 'get', 'min-replicas-to-write')),
    configValue(await ask('config', 'get', 'stop-writes-on-bgsave-error')),
  ]
  const good = Number(/^min_slaves_good_slaves:(\d+)/m.exec(info)?.[1] ?? 0)
  return {
    ...said,
    clockAheadMs: Array.isArray(time)
      ? Math.round(Number(time[0]) * 1_000 + Number(time[1]) / 1_000 - clock.now())
      : undefined,
    user: typeof user === 'string' ? user : undefined,
    replicas: wanted === undefined ? undefined : { wanted: Number(wanted), good },
    isSnapshotFailing: stops === undefined ? undefined : stops === 'yes' && /^rdb_last_bgsave_status:err/m.test(info),
  }
}

function configValue(reply: unknown): string | undefined {
  return Array.isArray(reply) && typeof reply[1] === 'string' ? reply[1] : undefined
}
