import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { TradingError, userId, type UserId } from '@tradingboost/domain'
import { WebSocketServer } from 'ws'
import type { PaperExchange } from '../paper-exchange.ts'
import { accountPath, type PaperStatus } from '../protocol/protocol.ts'
import { createServerConnection, type SeatRegister } from './server-connection.ts'

const loopback = '127.0.0.1'
const maxFrameBytes = 1_000_000

export interface PaperExchangeServerOptions {
  readonly paper: PaperExchange
  /** 0 takes a free one. */
  readonly port: number
  /** Candles that will be played, for the progress that /status shows. */
  readonly candleCount?: number
}

export interface PaperExchangeServer {
  readonly port: number
  /** What `connectPaperExchange` takes. */
  readonly url: string
  /** Cuts all connections and frees the port; the paper exchange itself goes on. */
  close(): Promise<void>
}

/**
 * Serves a paper exchange on the loopback address only: WebSocket at /accounts/<userId>, GET /status and GET /book/<userId>.
 * Browsers are refused: a web page must not trade. Throws `conflict` when the port is used.
 */
export async function startPaperExchangeServer(options: PaperExchangeServerOptions): Promise<PaperExchangeServer> {
  const { paper } = options
  const http = createServer((request, response) => answerHttp(options, request, response))
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxFrameBytes })
  const register: SeatRegister = new Map()
  http.on('upgrade', (request, stream, head) => {
    const account = admit(paper, request)
    if (typeof account === 'number') return refuse(stream, account)
    sockets.handleUpgrade(request, stream, head, (socket) =>
      createServerConnection({ paper, register, account, socket }),
    )
  })
  const port = await listen(http, options.port)
  return {
    port,
    url: `ws://${loopback}:${String(port)}`,
    async close() {
      for (const socket of sockets.clients) socket.terminate()
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
    },
  }
}

/** The account that the request may use, or the HTTP status that refuses it. */
function admit(paper: PaperExchange, request: IncomingMessage): UserId | 403 | 404 {
  if (request.headers.origin !== undefined) return 403
  const account = accountIn(request, accountPath(''))
  return account !== undefined && hasAccount(paper, account) ? account : 404
}

function refuse(stream: Duplex, status: 403 | 404): void {
  stream.end(`HTTP/1.1 ${status === 403 ? '403 Forbidden' : '404 Not Found'}\r\nConnection: close\r\n\r\n`)
}

function accountIn(request: IncomingMessage, prefix: string): UserId | undefined {
  const { pathname } = new URL(request.url ?? '/', `http://${loopback}`)
  const encoded = pathname.startsWith(prefix) ? pathname.slice(prefix.length) : ''
  try {
    return encoded === '' ? undefined : userId(decodeURIComponent(encoded))
  } catch (error) {
    if (error instanceof URIError) return undefined
    throw error
  }
}

function hasAccount(paper: PaperExchange, account: UserId): boolean {
  return paper.userIds.includes(account)
}

function answerHttp(options: PaperExchangeServerOptions, request: IncomingMessage, response: ServerResponse): void {
  const answer = (status: number, body: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }
  if (request.headers.origin !== undefined) return answer(403, { detail: 'browsers are refused: use a local program' })
  if (request.method !== 'GET') return answer(405, { detail: 'only GET is answered: use GET' })
  if (request.url === '/status') return answer(200, statusOf(options))
  const account = accountIn(request, '/book/')
  if (account !== undefined && hasAccount(options.paper, account)) return answer(200, options.paper.book(account))
  answer(404, { detail: `nothing at ${request.url ?? '/'}: ask for /status or /book/<userId>` })
}

function statusOf({ paper, candleCount }: PaperExchangeServerOptions): PaperStatus {
  const status = paper.status()
  const missing = status.subscribers.filter(({ state }) => state === 'missing')
  return {
    ...status,
    of: candleCount ?? null,
    lastPrice: status.lastPrice ?? null,
    waitingFor: missing.map((seat) => `${seat.userId}/${seat.subscriber}`),
  }
}

function listen(http: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once('error', (cause: NodeJS.ErrnoException) => reject(cannotListen(port, cause)))
    http.listen(port, loopback, () => {
      const address = http.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}

function cannotListen(port: number, cause: NodeJS.ErrnoException): Error {
  if (cause.code !== 'EADDRINUSE') return cause
  const message = `port ${String(port)} of ${loopback} is used: choose another one or end the program that holds it`
  return new TradingError('conflict', message, { retry: 'later', details: { port }, cause })
}
