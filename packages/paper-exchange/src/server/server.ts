import type { Clock, UserId } from '@tradingboost/domain'
import {
  createLogger,
  createMetrics,
  createServer,
  listen,
  type HttpServer,
  type Logger,
  type Metrics,
} from '@tradingboost/service-kit'
import type { PaperExchange } from '../paper-exchange.ts'
import type { PaperStatus } from '../protocol/protocol.ts'
import { addAccountRoutes } from './account-routes.ts'

/** Orders of 20 requests have 8 kB. */
const maxFrameBytes = 256 * 1_024

export interface PaperExchangeServerOptions {
  readonly paper: PaperExchange
  /** 0 takes a free one. */
  readonly port: number
  /** For the age of signatures and the limits of readiness checks. */
  readonly clock: Clock
  /** Key of each account; an account without one is open to every program of this machine. */
  readonly accountKeys?: Readonly<Record<UserId, string>>
  /** Candles that will be played, for the progress that /status shows. */
  readonly candleCount?: number
  readonly logger?: Logger
  readonly metrics?: Metrics
}

export interface PaperExchangeServer {
  readonly port: number
  /** What `connectPaperExchange` takes. */
  readonly url: string
  /** Cuts all connections and frees the port; the paper exchange itself goes on. */
  close(): Promise<void>
}

/**
 * Serves a paper exchange on the loopback address only: WebSocket at /accounts/<userId>, GET /status, /book/<userId>, /health,
 * /ready, /metrics and /docs. Pages of other sites are refused. Throws `invalid-config` when the port is in use.
 */
export async function startPaperExchangeServer(options: PaperExchangeServerOptions): Promise<PaperExchangeServer> {
  const metrics = options.metrics ?? createMetrics('paper-exchange')
  const server = await createServer({
    title: 'Paper exchange',
    version: '1',
    logger: options.logger ?? createLogger({ name: 'paper-exchange', level: 'silent' }),
    metrics,
    clock: options.clock,
    checks: {},
    webSockets: { maxFrameBytes },
  })
  addStatusRoute(server, options)
  addAccountRoutes(server, { ...options, metrics })
  const port = await listen(server, { port: options.port, setting: 'PAPER_PORT' })
  return {
    port,
    url: `ws://127.0.0.1:${String(port)}`,
    async close() {
      for (const socket of server.websocketServer.clients) socket.terminate()
      server.server.closeAllConnections()
      await server.close()
    },
  }
}

function addStatusRoute(server: HttpServer, { paper, candleCount }: PaperExchangeServerOptions): void {
  server.get(
    '/status',
    { schema: { tags: ['market'], summary: 'How far the market is, and whom it waits for.' } },
    async (): Promise<PaperStatus> => {
      const status = paper.status()
      const missing = status.subscribers.filter(({ state }) => state === 'missing')
      return {
        ...status,
        of: candleCount ?? null,
        lastPrice: status.lastPrice ?? null,
        waitingFor: missing.map((seat) => `${seat.userId}/${seat.subscriber}`),
      }
    },
  )
}
