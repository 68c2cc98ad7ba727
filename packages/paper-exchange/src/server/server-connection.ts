import { assertNever, guardListener, TradingError, type UserId } from '@tradingboost/domain'
import type { RawData, WebSocket } from 'ws'
import type { Exchange, ExchangeEvent, Market } from '@tradingboost/exchange'
import type { PaperExchange, SeatHold } from '../paper-exchange.ts'
import { clientFrame, replacedCode, type Call, type ServerFrame } from '../protocol/protocol.ts'
import { readFrame } from '../protocol/read-frame.ts'

/** Replies and events that wait for a client to read them. */
const maxBufferedBytes = 16 * 1_024 * 1_024

/** Who sits where, over all connections: a newer connection takes over a name, and the older one is closed. */
export type SeatRegister = Map<string, WebSocket>

interface Subscriber {
  readonly hold: SeatHold
  readonly awaitedAcks: Map<number, () => void>
}

/** Speaks the protocol with one client: answers its calls in order, brings it events, waits for its acks. */
export function createServerConnection(setup: {
  readonly paper: PaperExchange
  readonly register: SeatRegister
  readonly account: UserId
  readonly socket: WebSocket
  /** A frame that is not of the protocol came; the socket closes. */
  readonly onRefused: () => void
  readonly onFault: (cause: unknown) => void
}): void {
  const { paper, register, account, socket } = setup
  const exchange = paper.account(account)
  const subscribers = new Map<string, Subscriber>()
  let deliveries = 0

  const send = (frame: ServerFrame): void => {
    if (socket.readyState !== socket.OPEN) return
    // A client that asks and does not read: what it would miss it can ask for again.
    if (socket.bufferedAmount > maxBufferedBytes) return socket.terminate()
    socket.send(JSON.stringify(frame))
  }
  const seatName = (subscriber: string): string => JSON.stringify([account, subscriber])

  const subscribe = (market: Market): void => {
    const { subscriber } = market
    const occupied = register.get(seatName(subscriber))
    const awaitedAcks = new Map<number, () => void>()
    const deliver = (event: ExchangeEvent): Promise<void> =>
      new Promise((resolve) => {
        deliveries += 1
        awaitedAcks.set(deliveries, resolve)
        const told = event.kind === 'lost' ? lostEvent(event.cause) : event
        send({ kind: 'event', subscriber, delivery: deliveries, event: told })
      })
    const hold = paper.connect(account, market, deliver, 'take-over')
    subscribers.set(subscriber, { hold, awaitedAcks })
    register.set(seatName(subscriber), socket)
    if (occupied !== undefined && occupied !== socket) occupied.close(replacedCode, 'replaced')
  }

  const unsubscribe = (subscriber: string): void => {
    subscribers.get(subscriber)?.hold.leave()
    subscribers.delete(subscriber)
    if (register.get(seatName(subscriber)) === socket) register.delete(seatName(subscriber))
  }

  const reply = async (id: number, body: Call): Promise<void> => {
    try {
      if (body.call === 'subscribe') subscribe(body.market)
      else if (body.call === 'unsubscribe') unsubscribe(body.subscriber)
      const asked = body.call === 'subscribe' || body.call === 'unsubscribe' ? {} : await ask(exchange, body)
      send({ kind: 'reply', id, result: asked })
    } catch (error) {
      if (error instanceof TradingError) {
        return send({ kind: 'failure', id, code: error.code, retry: error.retry, message: error.message })
      }
      setup.onFault(error)
      const message = 'the request could not be handled: the cause is in the log of the paper exchange'
      send({ kind: 'failure', id, code: 'exchange-refused', retry: 'never', message })
    }
  }

  const onFault = (cause: unknown): void => {
    setup.onFault(cause)
    socket.close(1011, 'the frame could not be handled')
  }
  const onMessage = (data: RawData): unknown => {
    const frame = readFrame(clientFrame, data)
    if (frame === undefined) {
      setup.onRefused()
      return socket.close(1008, 'no frame of this protocol')
    }
    if (frame.kind === 'request') return reply(frame.id, frame.body)
    const awaited = subscribers.get(frame.subscriber)?.awaitedAcks
    awaited?.get(frame.delivery)?.()
    return awaited?.delete(frame.delivery)
  }
  const onClose = (): void => {
    for (const [name, { hold }] of subscribers) {
      hold.lose()
      if (register.get(seatName(name)) === socket) register.delete(seatName(name))
    }
  }
  socket.on('message', guardListener(onMessage, onFault))
  socket.on('close', guardListener(onClose, setup.onFault))
}

const lostEvent = (cause: unknown) =>
  ({ kind: 'lost', message: cause instanceof Error ? cause.message : String(cause) }) as const

function ask(exchange: Exchange, body: Exclude<Call, { call: 'subscribe' | 'unsubscribe' }>): Promise<unknown> {
  switch (body.call) {
    case 'instrument':
      return exchange.instrument(body.symbol)
    case 'submit':
      return exchange.submit(body.request)
    case 'cancel':
      return exchange.cancel(body.symbol, body.clientOrderId)
    case 'amend':
      return exchange.amend(body.symbol, body.clientOrderId, body.amendment)
    case 'submitMany':
      return exchange.submitMany(body.requests)
    case 'cancelAll':
      return exchange.cancelAll(body.symbol)
    case 'prepare':
      return exchange.prepare(body.symbol, body.terms)
    case 'keepAlive':
      return exchange.keepAlive(body.seconds)
    case 'order':
      return exchange.order(body.clientOrderId).then((order) => ({ order }))
    case 'openOrders':
      return exchange.openOrders(body.symbol)
    case 'fillsAfter':
      return exchange.fillsAfter(body.fillId)
    case 'positions':
      return exchange.positions()
    case 'balance':
      return exchange.balance()
    case 'candles':
      return exchange.candles(body.symbol, body.timeframe, body.limit)
    default:
      return assertNever(body)
  }
}
