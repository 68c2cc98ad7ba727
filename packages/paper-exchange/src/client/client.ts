import { TradingError, type Clock, type ExchangeName, type UserId } from '@tradingboost/domain'
import type { Exchange, SubmitOutcome } from '@tradingboost/exchange'
import { ClientConnection } from './client-connection.ts'
import { ClientSubscription } from './client-subscription.ts'
import { signedHeaders } from '../protocol/account-signature.ts'
import { accountPath, maxBatch, type ClientFrame } from '../protocol/protocol.ts'
import { readReply, type Replies } from '../protocol/read-reply.ts'

export interface PaperExchangeClientOptions {
  /** As `startPaperExchangeServer` gives it: `ws://127.0.0.1:8100`. */
  readonly url: string
  readonly userId: UserId
  readonly clock: Clock
  /** Of the account; needed where the server has one for it. */
  readonly accountKey?: string
  readonly name?: ExchangeName
  /** 5,000 when absent. */
  readonly requestTimeoutMs?: number
  /** Wait before the first attempt to reconnect, 50 when absent; doubles up to 20 times that. */
  readonly reconnectDelayMs?: number
}

/** A process that ends has more to do than to wait for the exchange. */
const farewellPatienceMs = 1_000

const unknownOutcome = (cause: unknown) => ({ kind: 'unknown', cause }) as const

type Body = Extract<ClientFrame, { kind: 'request' }>['body']

/**
 * Connects to a paper exchange in another process. It reconnects by itself: subscribers then get `lost`, and the candle that
 * they had not dealt with again. A submit or cancel without answer is `unknown`; reads throw `exchange-unavailable`.
 */
export async function connectPaperExchange(options: PaperExchangeClientOptions): Promise<Exchange> {
  const subscriptions = new Map<string, ClientSubscription>()
  const subscribeCall = ({ market }: ClientSubscription): Body => ({ call: 'subscribe', market: { ...market } })
  const path = accountPath(options.userId)
  const url = `${options.url.replace(/\/$/, '')}${path}`
  const connection = await ClientConnection.open({
    url,
    headers: () => signedHeaders(options.accountKey, path, options.clock.now()),
    clock: options.clock,
    requestTimeoutMs: options.requestTimeoutMs ?? 5_000,
    reconnectDelayMs: options.reconnectDelayMs ?? 50,
    onEvent: (frame) => subscriptions.get(frame.subscriber)?.receive(frame),
    onRestored(cause) {
      for (const subscription of subscriptions.values()) {
        subscription.resume(cause, () => connection.request(subscribeCall(subscription)))
      }
    },
    onGone(cause: TradingError) {
      for (const subscription of subscriptions.values()) subscription.gone(cause)
    },
  })
  const ask = async <Name extends Body['call']>(body: Body & { readonly call: Name }): Promise<Replies[Name]> =>
    readReply(url, body.call, await connection.request(body))
  const leave = async (subscriber: string): Promise<void> => {
    try {
      await connection.request({ call: 'unsubscribe', subscriber }, farewellPatienceMs)
    } catch (error) {
      // An exchange that cannot be told delivers nothing either; it takes the connection for broken.
      if (!(error instanceof TradingError) || error.code !== 'exchange-unavailable') throw error
    }
  }

  return {
    name: options.name ?? 'okx',
    instrument: (symbol) => ask({ call: 'instrument', symbol }),
    submit: (request) =>
      ask({ call: 'submit', request }).catch((cause: unknown) => ({
        kind: 'unknown',
        clientOrderId: request.clientOrderId,
        cause,
      })),
    cancel: (symbol, clientOrderId) =>
      ask({ call: 'cancel', symbol, clientOrderId }).catch((cause: unknown) => ({
        kind: 'unknown',
        clientOrderId,
        cause,
      })),
    amend: (symbol, clientOrderId, amendment) =>
      ask({ call: 'amend', symbol, clientOrderId, amendment }).catch((cause: unknown) => ({
        kind: 'unknown',
        clientOrderId,
        cause,
      })),
    async submitMany(requests) {
      const outcomes: SubmitOutcome[] = []
      for (let sent = 0; sent < requests.length; sent += maxBatch) {
        const batch = requests.slice(sent, sent + maxBatch)
        const unknown = (cause: unknown): readonly SubmitOutcome[] =>
          batch.map(({ clientOrderId }) => ({ kind: 'unknown', clientOrderId, cause }))
        outcomes.push(...(await ask({ call: 'submitMany', requests: batch }).catch(unknown)))
      }
      return outcomes
    },
    cancelAll: (symbol) => ask({ call: 'cancelAll', symbol }).catch(unknownOutcome),
    prepare: (symbol, terms) => ask({ call: 'prepare', symbol, terms }).catch(unknownOutcome),
    keepAlive: (seconds) => ask({ call: 'keepAlive', seconds }).catch(unknownOutcome),
    order: (clientOrderId) => ask({ call: 'order', clientOrderId }).then(({ order }) => order),
    openOrders: (symbol) => ask({ call: 'openOrders', symbol }),
    fillsAfter: (fillId) => ask({ call: 'fillsAfter', ...(fillId === undefined ? {} : { fillId }) }),
    positions: () => ask({ call: 'positions' }),
    balance: () => ask({ call: 'balance' }),
    candles: (symbol, timeframe, limit) => ask({ call: 'candles', symbol, timeframe, limit }),
    async subscribe(market, onEvent) {
      const { subscriber } = market
      const ack = (delivery: number): void => connection.ack(subscriber, delivery)
      const subscription = new ClientSubscription({ market, onEvent, ack })
      subscriptions.set(subscriber, subscription)
      try {
        await ask(subscribeCall(subscription))
      } catch (error) {
        subscriptions.delete(subscriber)
        throw error
      }
      return {
        async close() {
          subscriptions.delete(subscriber)
          await leave(subscriber)
        },
      }
    },
    async close() {
      const unsubscribes = [...subscriptions.keys()].map((subscriber): Body => ({ call: 'unsubscribe', subscriber }))
      subscriptions.clear()
      await connection.close(unsubscribes)
    },
  }
}
