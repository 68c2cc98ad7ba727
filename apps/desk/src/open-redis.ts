import { describeRedisAddress, TradingError, type Clock, type RedisAddress } from '@tradingboost/domain'
import { EnsureRedisError, ensureRedisServer, startRedisServer } from '@tradingboost/ensure-redis'
import { connectRedis, readRedisAddress } from '@tradingboost/trading-cache'

export interface DeskRedis {
  readonly url: string
  /** For people; without a password. */
  readonly origin: string
  /** Leaves a server alone that was there before. */
  readonly stop: () => Promise<void>
  /** Resolves when a server of ours is gone; never for one that was there before. */
  readonly gone: Promise<void>
}

const answerLimitMs = 3_000

export interface OpenRedisOptions {
  readonly clock: Clock
  /** Chance in [0, 1) that spreads reconnects. */
  readonly random: () => number
  readonly say: (line: string) => void
}

/** Uses REDIS_URL as it is, or starts a server of our own on a free port. Throws a TradingError: `invalid-config`, `redis-...`. */
export async function openRedis(env: Readonly<NodeJS.ProcessEnv>, options: OpenRedisOptions): Promise<DeskRedis> {
  try {
    const source = await ensureRedisServer({ env, log: options.say })
    if (source.kind === 'url') {
      const address = readRedisAddress(source.url)
      await assertAnswers(address, options)
      return {
        url: source.url,
        origin: `REDIS_URL (${describeRedisAddress(address)})`,
        stop: async () => {},
        gone: new Promise(() => {}),
      }
    }
    const server = await startRedisServer(source, { listen: 0 })
    return { url: server.url, origin: server.url, stop: () => server.stop(), gone: server.gone }
  } catch (cause) {
    if (!(cause instanceof EnsureRedisError)) throw cause
    throw new TradingError('redis-unavailable', cause.message, { retry: 'never', cause })
  }
}

/** Throws a TradingError when REDIS_URL is no address, or leads to nobody, its user is not let in, or its data are live. */
async function assertAnswers(address: RedisAddress, { clock, random }: OpenRedisOptions): Promise<void> {
  const connection = await connectRedis({
    url: address,
    clock,
    random,
    name: 'desk',
    environment: 'paper',
    server: { writes: true },
    connectWithinMs: answerLimitMs,
  })
  await connection.close()
}
