import type { Clock } from '@tradingboost/domain'
import type { RedisCommand, RedisConnection } from '@tradingboost/trading-cache'
import type { ServerLoad } from './decide-throttle.ts'

/** What INFO tells of a server, by field. */
export type ServerInfo = ReadonlyMap<string, string>

const info: RedisCommand<ServerInfo> = {
  name: 'info',
  keys: [],
  args: [],
  read: (reply) =>
    new Map(Array.from(String(reply).matchAll(/^(\w+):(.*?)\r?$/gm), ([, name = '', value = '']) => [name, value])),
}

export async function readServerInfo(connection: RedisConnection): Promise<ServerInfo> {
  return await connection.send(info)
}

/** Asks a server how it is; the time its answer takes is the latency. */
export async function measureServer(connection: RedisConnection, clock: Clock): Promise<ServerLoad> {
  const askedAt = clock.now()
  const found = await readServerInfo(connection)
  const latencyMs = clock.now() - askedAt
  const number = (name: string): number => Number(found.get(name) ?? 0)
  return {
    latencyMs,
    opsPerSecond: number('instantaneous_ops_per_sec'),
    usedBytes: number('used_memory'),
    maxBytes: number('maxmemory'),
    replicaLagBytes: replicaLag(found),
  }
}

function replicaLag(found: ServerInfo): number {
  const written = Number(found.get('master_repl_offset') ?? 0)
  const offsets = [...found].flatMap(([name, value]) => {
    if (!/^slave\d+$/.test(name)) return []
    const offset = /\boffset=(\d+)/.exec(value)?.[1]
    return offset === undefined ? [] : [Number(offset)]
  })
  return offsets.length === 0 ? 0 : Math.max(0, written - Math.min(...offsets))
}
