import { assertNever, epochMs, TradingError, type BotStatus, type Clock } from '@tradingboost/domain'
import {
  runEngine,
  type BotIdentity,
  type Engine,
  type EngineNote,
  type RiskLimits,
  type Strategy,
} from '@tradingboost/engine'
import type { Exchange } from '@tradingboost/exchange'
import type { OldLayout } from '@tradingboost/layout-migrations'
import type { Environment } from '@tradingboost/redis-keys'
import { createServer, type HttpServer, type Logger, type Metrics } from '@tradingboost/service-kit'
import {
  createBotStore,
  createOrderStore,
  createPositionStore,
  ping,
  watchLayouts,
  type RedisConnection,
} from '@tradingboost/trading-cache'
import { EquityCurve } from './equity-curve.ts'
import { addBots } from './http/bots.ts'
import { addOrders } from './http/orders.ts'
import { addPositions } from './http/positions.ts'
import { addStats } from './http/stats.ts'
import type { OpenOrderRecords } from './journal/order-records.ts'
import { createStoreJournal } from './journal/store-journal.ts'
import { holdLease } from './lease/hold-lease.ts'
import { beatHeart } from './beat-heart.ts'
import { measureBot } from './measure-bot.ts'
import { runEachStep } from './run-each-step.ts'
import { statusWord } from './status-word.ts'
import { undoThenThrow } from './undo-then-throw.ts'

/** What an app says of its bot, without adapters. */
export interface BotPart<Settings, Memory> {
  readonly bot: BotIdentity
  readonly strategy: Strategy<Settings, Memory>
  readonly settings: Settings
  readonly historyLength: number
  readonly limits: RiskLimits
  readonly leaseMs: number
  readonly openOrderRecords: OpenOrderRecords
  /** Whether readers of HYPERRSI's status of a user in Redis mean this bot. */
  readonly asTradingStatus: boolean
  /** Layouts that migrations leave: while one is under way, what the bot writes is written in the old layout too. */
  readonly oldLayouts?: readonly OldLayout[]
}

export interface BotHostSetup<Settings, Memory> extends BotPart<Settings, Memory> {
  readonly exchange: Exchange
  readonly connection: RedisConnection
  /** Whose data the bot writes: a database of another environment is refused. */
  readonly environment: Environment
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Metrics
  /** The bot cannot go on: told once. */
  readonly onFailure: (cause: unknown) => void
}

/** A bot at work and its HTTP server, not listening yet. */
export interface BotHost<Memory> {
  readonly engine: Engine<Memory>
  readonly server: HttpServer
  /** Leaves the market and gives the lease back; orders stay at the exchange. */
  close(): Promise<void>
}

/** Runs one bot in this process: takes its lease, makes its records agree with the exchange, and builds its HTTP server. */
export async function hostBot<Settings, Memory>(setup: BotHostSetup<Settings, Memory>): Promise<BotHost<Memory>> {
  const { bot, connection, clock, logger, exchange } = setup
  const store = createBotStore(connection)
  let lastStatus: BotStatus = 'stopped'
  const onFailure = (cause: unknown): void => {
    lastStatus = 'failed'
    setup.onFailure(cause)
  }
  const lease = await holdLease({
    store,
    botId: bot.botId,
    environment: setup.environment,
    leaseMs: setup.leaseMs,
    clock,
    onLost: onFailure,
  })
  const layouts = await watchLayouts({
    connection,
    clock,
    layouts: setup.oldLayouts ?? [],
    instanceId: bot.botId,
    onRefusal: (key, reason) => logger.warn({ kind: 'old-layout-not-written', key, reason }),
  }).catch((error: unknown) => undoThenThrow(error, () => lease.release(), logger))
  const journal = createStoreJournal<Memory>({
    connection,
    clock,
    bot,
    lease,
    layouts,
    openOrderRecords: setup.openOrderRecords,
    asTradingStatus: setup.asTradingStatus,
  })
  const curve = new EquityCurve()
  const measure = measureBot(setup.metrics)
  const engine = await runEngine({
    ...setup,
    onFailure,
    journal,
    onNote: (note) => logNote(logger, note),
    onCandleDone: (report) => {
      curve.add(report.realizedPnl.plus(report.unrealizedPnl).minus(report.fees).toFixed(4))
      measure(report)
    },
  }).catch((error: unknown) =>
    undoThenThrow(error, () => runEachStep([() => layouts.close(), () => lease.release()]), logger),
  )
  const heart = beatHeart({
    store,
    botId: bot.botId,
    clock,
    say: () => ({ status: engine.report().status }),
    onRefused: (error) => logger.error({ kind: 'heartbeat-refused', err: error }),
  })
  const server = await createServer({
    title: `TradingBoost ${setup.strategy.name}`,
    version: '0.1.0',
    logger,
    metrics: setup.metrics,
    clock,
    checks: {
      redis: async () => await connection.send(ping),
      exchange: async () => await exchange.balance(),
    },
  })
  const account = { userId: bot.userId, exchange: bot.exchange }
  addBots(server, { bot, strategy: setup.strategy.name, engine, clock })
  addPositions(server, createPositionStore(connection), account)
  addOrders(server, createOrderStore(connection), account, bot.botId)
  addStats(server, engine, () => curve.points)
  return {
    engine,
    server,
    async close() {
      const statusOf = { userId: bot.userId, botId: bot.botId, asTradingStatus: setup.asTradingStatus }
      await runEachStep([
        () => heart.stop(),
        () => engine.close(),
        () => sayLast(logger, () => layouts.close()),
        () => sayLast(logger, () => lease.guard((fence) => store.saveStatus(statusOf, statusWord(lastStatus), fence))),
        () => sayLast(logger, () => lease.release()),
      ])
    },
  }
}

/**
 * A Redis that is gone cannot be told, and lease and heartbeat in it run out by themselves; and once another process runs the
 * bot, what stands there is that one's.
 */
async function sayLast(logger: Logger, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof TradingError) || !['redis-unavailable', 'lease-lost'].includes(error.code)) throw error
    logger.warn({ kind: 'not-said-at-close', err: error })
  }
}

function logNote(logger: Logger, note: EngineNote): void {
  switch (note.kind) {
    case 'memory-discarded':
    case 'share-lost':
      return logger.warn(note)
    case 'strategy-failed':
      return logger.error(note)
    case 'reason':
      return logger.info(note)
    case 'exchange-lost':
    case 'reconcile-failed':
    case 'leave-failed':
    case 'journal-lost':
      return logger.warn({ kind: note.kind, err: note.cause })
    case 'journal-back':
      return logger.info(note)
    case 'decided':
      return logger.debug(note)
    case 'reconciled': {
      const { adopted, ended, missedFills } = note.event
      return logger.info({ kind: note.kind, adopted, ended, missedFills, at: epochMs(note.event.at) })
    }
    default:
      return assertNever(note)
  }
}
