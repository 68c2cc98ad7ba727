import {
  describeServerProblem,
  judgeServer,
  TradingError,
  type Clock,
  type RedisServerNeeds,
} from '@tradingboost/domain'
import type { RedisConnection } from '../connection/redis-connection.ts'
import { readServerFacts } from './read-server-facts.ts'

/** Throws a TradingError `redis-refused` with the first problem when the server is not what a program needs. */
export async function assertServes(connection: RedisConnection, clock: Clock, needs: RedisServerNeeds): Promise<void> {
  const facts = await readServerFacts(connection, clock, needs.noEviction === true ? 'info' : 'hello')
  const [problem] = judgeServer(facts, needs)
  if (problem === undefined) return
  throw new TradingError('redis-refused', describeServerProblem(connection.address, problem), {
    retry: 'never',
    details: { ...problem, address: connection.address },
  })
}
