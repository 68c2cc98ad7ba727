import type { Clock } from '@tradingboost/domain'
import type { PaperExchange } from '@tradingboost/paper-exchange'

/** The time of a replay: the market's. A wait is over at once, for the market waits for the bot and nothing else happens. */
export const replayClock = (paper: PaperExchange): Clock => ({
  now: () => paper.status().time,
  sleep: () => Promise.resolve(),
})
