import { TradingError } from '@tradingboost/domain'
import type { ServiceExit } from './services/start-service.ts'

/** What a run cannot go on without. */
export interface Losses {
  readonly redisGone: Promise<void>
  readonly exchangeExited: Promise<ServiceExit>
  readonly botsGivenUp: readonly Promise<string>[]
}

/** The result of the work; a TradingError with one sentence when something that it needs is lost before. */
export function whicheverEndsFirst<Result>(work: Promise<Result>, losses: Losses): Promise<Result> {
  const redis = losses.redisGone.then(() => {
    throw lost('redis-unavailable', 'the Redis server ended: the run is over, start it again')
  })
  const exchange = losses.exchangeExited.then(({ how, lastWords }) => {
    const reason = lastWords === undefined ? '' : ` (${lastWords})`
    throw lost('exchange-unavailable', `the paper exchange ended by ${how}${reason}: the run is over, start it again`)
  })
  const bots = losses.botsGivenUp.map((givenUp) =>
    givenUp.then((sentence) => {
      throw lost('exchange-refused', sentence)
    }),
  )
  return Promise.race([work, redis, exchange, ...bots])
}

const lost = (code: 'redis-unavailable' | 'exchange-unavailable' | 'exchange-refused', message: string): TradingError =>
  new TradingError(code, message, { retry: 'later' })
