import { TradingError, type Clock } from '@tradingboost/domain'
import type { RedisConnection } from '../connection/redis-connection.ts'
import { claimEnvironment, type EnvironmentMarker } from './claim-environment.ts'

const pauseMs = 100

/**
 * Compares the database with the environment that a program writes, now and each time the connection returns: the server behind
 * it may then be another one. Throws a TradingError `wrong-environment`; a later one goes to `onRefused`, once.
 */
export async function keepToEnvironment(
  connection: RedisConnection,
  wanted: EnvironmentMarker,
  clock: Clock,
  onRefused: (error: TradingError) => void,
): Promise<void> {
  const compare = async (): Promise<void> => await connection.run(claimEnvironment(wanted, connection.address))
  await compare()
  let asking = new AbortController()
  const compareAgain = async (signal: AbortSignal): Promise<void> => {
    // A server that loads its data, or is lost at once, is asked again; the next return asks for itself.
    while (!signal.aborted && connection.isReady) {
      try {
        return await compare()
      } catch (error) {
        if (!(error instanceof TradingError)) throw error
        if (error.code === 'wrong-environment') return onRefused(error)
        if (error.retry === 'never') return
        await clock.sleep(pauseMs, signal)
      }
    }
  }
  connection.watch(({ kind }) => {
    asking.abort()
    asking = new AbortController()
    if (kind === 'ready') void compareAgain(asking.signal)
  })
}
