import { TradingError, type Clock } from '@tradingboost/domain'
import type { BotStore } from '@tradingboost/trading-cache'

const everyMs = 5_000

/** Says at intervals that the process lives; a Redis that is away is told later. */
export function beatHeart(setup: {
  readonly store: BotStore
  readonly botId: string
  readonly clock: Clock
  readonly say: () => Readonly<Record<string, string>>
}): { stop(): Promise<void> } {
  const { store, botId, clock } = setup
  const stopped = new AbortController()
  const beat = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      try {
        await store.beat(botId, { at: clock.now(), said: setup.say() })
      } catch (error) {
        if (!(error instanceof TradingError)) throw error
      }
      await clock.sleep(everyMs, stopped.signal)
    }
  }
  const beating = beat()
  return {
    async stop() {
      stopped.abort()
      await beating
    },
  }
}
