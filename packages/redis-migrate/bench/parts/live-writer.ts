import { startRedis, type TestRedis } from '@tradingboost/testkit'
import { runProgram, startProgram } from '../run-program.ts'
import type { WrittenPositions } from '../programs/write-legacy.ts'

/** What became of the writes that a legacy program made while its positions were moved. */
export interface MovedUnderWrites {
  readonly writesPerSecond: number
  /** Users whose last write is not in the new layout. */
  readonly lostUsers: number
}

export interface LiveWriter {
  readonly users: number
  readonly ours: MovedUnderWrites
  /** The same load under the method of the original's script. */
  readonly original: MovedUnderWrites
}

export async function measureLiveWriter(users: number): Promise<LiveWriter> {
  return {
    users,
    ours: await moveUnderWrites(users, 'safe-loop', 'cutover', 'legacy'),
    original: await moveUnderWrites(users, 'original-loop'),
  }
}

async function moveUnderWrites(users: number, mover: string, ...args: readonly string[]): Promise<MovedUnderWrites> {
  await using redis = await startRedis({
    listen: 'port',
    users: { legacy: (hash) => `user legacy on #${hash} ~okx:positions:* resetchannels +@all` },
  })
  const raw = redis.connect({ protocol: 2 })
  const writer = startProgram<WrittenPositions>('write-legacy', redis.urlAs('legacy'), users)
  while ((await raw.dbsize()) < users) await raw.ping()
  await runProgram(mover, redis.url, ...args)
  const { writes, seconds, last } = await writer.stop()
  const found = await Promise.all(Object.entries(last).map(async ([user, size]) => await holds(redis, user, size)))
  return { writesPerSecond: Math.round(writes / seconds), lostUsers: found.filter((isThere) => !isThere).length }
}

/** Whether the new layout has a short of this size: the field is `quantity` with us, `pos` with the original. */
async function holds(redis: TestRedis, user: string, size: string): Promise<boolean> {
  const key = `positions:${user}:okx:XRP-USDT-SWAP:short`
  const [quantity, pos] = await redis.connect({ protocol: 2 }).hmget(key, 'quantity', 'pos')
  return quantity === size || pos === size
}
