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
    ...lookAtReplicas(found),
  }
}

/** INFO lists the replicas that are attached: `slave0:ip=...,state=online,offset=1204,lag=0`. */
function lookAtReplicas(found: ServerInfo): Pick<ServerLoad, 'replicaLagBytes' | 'replicasJoining'> {
  const written = Number(found.get('master_repl_offset') ?? 0)
  const replicas = [...found].flatMap(([name, value]) => (/^slave\d+$/.test(name) ? [value] : []))
  const [online, joining] = [replicas.filter(isOnline), replicas.filter((replica) => !isOnline(replica))]
  const behind = online.map((replica) => written - Number(/\boffset=(\d+)/.exec(replica)?.[1] ?? 0))
  return { replicaLagBytes: Math.max(0, ...behind), replicasJoining: joining.length }
}

const isOnline = (replica: string): boolean => /\bstate=online\b/.test(replica)
