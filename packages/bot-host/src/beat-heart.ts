import { TradingError, type Clock } from '@tradingboost/domain'
import type { BotStore } from '@tradingboost/trading-cache'

const everyMs = 5_000

/** Says at intervals that the process lives; a Redis that is away is told later, one that refuses is told of once. */
export function beatHeart(setup: {
  readonly store: BotStore
  readonly botId: string
  readonly clock: Clock
  readonly say: () => Readonly<Record<string, string>>
  readonly onRefused: (error: TradingError) => void
}): { stop(): Promise<void> } {
  const { store, botId, clock } = setup
  let isRefused = false
  const stopped = new AbortController()
  const beatOnce = async (): Promise<void> => {
    try {
      await store.beat(botId, { at: clock.now(), said: setup.say() })
    } catch (error) {
      if (!(error instanceof TradingError)) throw error
      if (error.code === 'redis-unavailable' || isRefused) return
      isRefused = true
      setup.onRefused(error)
    }
  }
  const beat = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      await beatOnce()
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
