import { startRedis, type StartTestRedisOptions, type TestRedis } from '@tradingboost/testkit'
import type { Redis } from 'ioredis'

export interface LegacyRedis extends AsyncDisposable {
  readonly server: TestRedis
  readonly raw: Redis
}

const row = (at: number, side: string): string =>
  `{"instId": "XRP-USDT-SWAP", "posSide": "${side}", "pos": "${at}", "avgPx": "0.5231", "posId": "245178191000012345${at % 10}"}`

/** A Redis of old keys: positions of so many GRID users, one that cannot be moved, and a user of old that writes them. */
export async function startLegacyRedis(users = 40, options: StartTestRedisOptions = {}): Promise<LegacyRedis> {
  const server = await startRedis({
    ...options,
    listen: 'port',
    users: {
      legacy: (hash) => `user legacy on #${hash} ~okx:positions:* ~other:* resetchannels +@all`,
      ...options.users,
    },
  })
  const raw = server.connect({ protocol: 2 })
  const pipeline = raw.pipeline()
  for (let at = 1; at <= users; at += 1) {
    pipeline.set(`okx:positions:${at}`, `[${row(at, 'long')}, ${row(at + 1, 'short')}]`, 'PX', 3_600_000)
  }
  pipeline.rpush('okx:positions:9999', '{}')
  await pipeline.exec()
  return { server, raw, [Symbol.asyncDispose]: () => server.stop() }
}
