import { systemClock } from '@tradingboost/domain'
import type { Exchange } from '@tradingboost/exchange'
import type { PaperExchange } from '@tradingboost/paper-exchange'
import { createLogger, createMetrics } from '@tradingboost/service-kit'
import { connectRedis, type RedisConnection } from '@tradingboost/trading-cache'
import { hostBot, type BotHost, type BotPart } from '../host-bot.ts'

/** A bot in this process, on a paper exchange in this process and a real Redis. */
export interface HostedOnPaper<Memory> extends BotHost<Memory> {
  readonly connection: RedisConnection
  readonly failures: readonly unknown[]
}

/** Hosts a bot without a process of its own; everything but the sockets in between is as in production. */
export async function hostOnPaper<Settings, Memory>(
  part: BotPart<Settings, Memory>,
  on: {
    readonly paper: PaperExchange
    readonly redisUrl: string
    /** Another way to the same paper exchange. */
    readonly exchange?: Exchange
  },
): Promise<HostedOnPaper<Memory>> {
  const failures: unknown[] = []
  const connection = await connectRedis({
    url: on.redisUrl,
    clock: systemClock,
    random: () => 0.5,
    commandWithinMs: 1_000,
  })
  const host = await hostBot({
    ...part,
    exchange: on.exchange ?? on.paper.account(part.bot.userId),
    connection,
    environment: 'paper',
    clock: systemClock,
    logger: createLogger({ name: part.bot.botId, level: 'silent' }),
    metrics: createMetrics(part.strategy.name),
    onFailure: (cause) => failures.push(cause),
  }).catch(async (cause: unknown) => {
    await connection.close()
    throw cause
  })
  return {
    ...host,
    connection,
    failures,
    async close() {
      await host.server.close()
      await host.close()
      await connection.close()
    },
  }
}
