import { connect } from 'node:net'
import type { Clock } from '@tradingboost/domain'
import { TradingError } from '@tradingboost/domain'
import { EnsureRedisError, ensureRedisServer, startRedisServer } from '@tradingboost/ensure-redis'

export interface DeskRedis {
  readonly url: string
  /** For people; without a password. */
  readonly origin: string
  /** Leaves a server alone that was there before. */
  readonly stop: () => Promise<void>
  /** Resolves when a server of ours is gone; never for one that was there before. */
  readonly gone: Promise<void>
}

const answerLimitMs = 5_000

/** Uses REDIS_URL as it is, or starts a server of our own on a free port. Throws a TradingError `redis-unavailable`. */
export async function openRedis(
  env: Readonly<NodeJS.ProcessEnv>,
  { clock, say }: { readonly clock: Clock; readonly say: (line: string) => void },
): Promise<DeskRedis> {
  try {
    const source = await ensureRedisServer({ env, log: say })
    if (source.kind === 'url') {
      await assertAnswers(new URL(source.url), clock)
      return {
        url: source.url,
        origin: `REDIS_URL (${hostOf(new URL(source.url))})`,
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

/** Looks for a listener only: who the bots are, and whether they may, is between them and the server. */
async function assertAnswers(url: URL, clock: Clock): Promise<void> {
  const over = new AbortController()
  const socket = connect({
    host: url.hostname.replaceAll(/^\[|\]$/g, ''),
    port: Number(url.port === '' ? 6379 : url.port),
  })
  const connected = new Promise<undefined>((resolve, reject) => {
    socket.once('connect', () => resolve(undefined))
    socket.once('error', reject)
  })
  const late = clock.sleep(answerLimitMs, over.signal).then(() => {
    throw new Error(`no answer within ${answerLimitMs} ms`)
  })
  try {
    await Promise.race([connected, late])
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)
    const message = `no Redis answers at ${hostOf(url)} (${reason}): start it, correct REDIS_URL, or unset REDIS_URL to have one started`
    throw new TradingError('redis-unavailable', message, { retry: 'never', cause })
  } finally {
    over.abort()
    socket.destroy()
  }
}

const hostOf = (url: URL): string => `${url.hostname}:${url.port === '' ? '6379' : url.port}`
