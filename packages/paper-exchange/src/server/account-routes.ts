import type { WebSocket } from '@fastify/websocket'
import { TradingError, type Clock, type UserId } from '@tradingboost/domain'
import { problemOfStatus, sendProblem, type HttpServer, type Metrics } from '@tradingboost/service-kit'
import { z } from 'zod'
import type { PaperExchange } from '../paper-exchange.ts'
import { signatureProblem } from '../protocol/account-signature.ts'
import { createServerConnection, type SeatRegister } from './server-connection.ts'

/** Programs of one machine; more is a program that does not close what it opens. */
const maxSockets = 256

const params = z.object({ userId: z.string().min(1).max(200) })

/** Serves the WebSocket and the book of each account, to programs that have its key. */
export function addAccountRoutes(
  server: HttpServer,
  setup: {
    readonly paper: PaperExchange
    readonly clock: Clock
    readonly accountKeys?: Readonly<Record<UserId, string>>
    readonly metrics: Metrics
  },
): void {
  const { paper, clock, accountKeys = {}, metrics } = setup
  const register: SeatRegister = new Map()
  const refusedFrames = metrics.counter({
    name: 'paper_refused_frames_total',
    help: 'Frames of clients that are not of the protocol.',
  })
  const faults = metrics.counter({ name: 'paper_faults_total', help: 'Frames whose handling failed unexpectedly.' })
  const sockets = metrics.gauge({ name: 'paper_sockets', help: 'Open connections of clients.' })

  const accountOf = (id: string): UserId => {
    const account = paper.userIds.find((user) => user === id)
    if (account !== undefined) return account
    throw new TradingError('not-found', `no account ${id} here: use one of ${paper.userIds.join(', ')}`, {
      retry: 'never',
    })
  }

  void server.register(async (accounts) => {
    accounts.addHook<{ Params: z.infer<typeof params> }>('preValidation', async (request, reply) => {
      const account = accountOf(request.params.userId)
      const key = Object.hasOwn(accountKeys, account) ? accountKeys[account] : undefined
      const path = request.raw.url ?? '/'
      const problem = key === undefined ? undefined : signatureProblem(key, path, request.headers, clock.now())
      if (problem !== undefined) return sendProblem(reply, problemOfStatus(401, problem, path))
      if (request.ws && server.websocketServer.clients.size >= maxSockets) {
        const detail = `${String(maxSockets)} connections are open: close some first`
        return sendProblem(reply, problemOfStatus(503, detail, path))
      }
      return undefined
    })
    accounts.get('/accounts/:userId', { websocket: true }, (socket: WebSocket, request) => {
      const { userId: id } = params.parse(request.params)
      sockets.inc()
      socket.once('close', () => sockets.dec())
      createServerConnection({
        paper,
        register,
        account: accountOf(id),
        socket,
        onRefused: () => refusedFrames.inc(),
        onFault(cause) {
          faults.inc()
          request.log.error({ err: cause }, 'a frame could not be handled')
        },
      })
    })
    accounts.get(
      '/book/:userId',
      { schema: { tags: ['accounts'], summary: 'Everything the account has done.', params } },
      (request, reply) => reply.send(paper.book(accountOf(params.parse(request.params).userId))),
    )
  })
}
