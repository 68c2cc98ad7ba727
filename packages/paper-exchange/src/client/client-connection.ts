import { guardListener, TradingError, type Clock } from '@tradingboost/domain'
import { WebSocket, type RawData } from 'ws'
import { replacedCode, serverFrame, type ClientFrame, type ServerFrame } from '../protocol/protocol.ts'
import { readFrame } from '../protocol/read-frame.ts'

export interface ClientConnectionSetup {
  readonly url: string
  /** Asked for each connection: signatures age. */
  headers(): Readonly<Record<string, string>>
  readonly clock: Clock
  readonly requestTimeoutMs: number
  /** Of the first attempt to reconnect; doubles up to 20 times that. */
  readonly reconnectDelayMs: number
  onEvent(frame: Extract<ServerFrame, { kind: 'event' }>): void
  /** After a reconnect: `cause` is why the last connection ended. */
  onRestored(cause: unknown): void
  /** The connection ended and will not come back. */
  onGone(cause: TradingError): void
}

const closePatienceMs = 1_000

type Body = Extract<ClientFrame, { kind: 'request' }>['body']
type Reply = Exclude<ServerFrame, { kind: 'event' }>

/** A WebSocket that comes back by itself, and requests over it that end in time. */
export class ClientConnection {
  readonly #setup: ClientConnectionSetup
  readonly #pending = new Map<number, PromiseWithResolvers<Reply>>()
  readonly #closing = new AbortController()
  #socket: WebSocket | undefined
  #requests = 0

  /** Throws `exchange-unavailable` when nobody answers there, `exchange-refused` when the account is not served. */
  static async open(setup: ClientConnectionSetup): Promise<ClientConnection> {
    const connection = new ClientConnection(setup)
    await connection.#connect()
    return connection
  }

  private constructor(setup: ClientConnectionSetup) {
    this.#setup = setup
  }

  /** Throws `exchange-unavailable` when the answer does not come; the request may have been carried out all the same. */
  async request(body: Body, longestMs = Number.POSITIVE_INFINITY): Promise<unknown> {
    this.#requests += 1
    const id = this.#requests
    const reply = Promise.withResolvers<Reply>()
    const answered = new AbortController()
    const timeoutMs = Math.min(this.#setup.requestTimeoutMs, longestMs)
    this.#pending.set(id, reply)
    try {
      this.#send({ kind: 'request', id, body })
      const answer = await Promise.race([reply.promise, this.#patience(timeoutMs, answered.signal)])
      if (answer === 'none') throw this.#giveUp(body.call, timeoutMs)
      if (answer.kind === 'reply') return answer.result
      throw new TradingError(refusalCode(answer.code), answer.message, { retry: answer.retry })
    } finally {
      answered.abort()
      this.#pending.delete(id)
    }
  }

  ack(subscriber: string, delivery: number): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#send({ kind: 'ack', subscriber, delivery })
  }

  /** Sends the last requests without waiting for answers, then closes. */
  async close(lastRequests: readonly Body[]): Promise<void> {
    this.#closing.abort()
    const socket = this.#socket
    if (socket === undefined || socket.readyState === WebSocket.CLOSED) return
    const closed = new Promise((resolve) => {
      socket.once('close', resolve)
    })
    if (socket.readyState === WebSocket.OPEN) {
      for (const body of lastRequests) this.#send({ kind: 'request', id: (this.#requests += 1), body })
    }
    socket.close()
    const patience = new AbortController()
    await Promise.race([closed, this.#setup.clock.sleep(closePatienceMs, patience.signal)])
    patience.abort()
    socket.terminate()
  }

  #send(frame: ClientFrame): void {
    if (this.#socket?.readyState !== WebSocket.OPEN) throw unavailable(this.#setup.url, 'is not connected', undefined)
    this.#socket.send(JSON.stringify(frame))
  }

  async #patience(timeoutMs: number, signal: AbortSignal): Promise<'none'> {
    await this.#setup.clock.sleep(timeoutMs, signal)
    return 'none'
  }

  #giveUp(call: string, timeoutMs: number): TradingError {
    // Events may be lost as well: a new connection makes the subscribers reconcile.
    this.#socket?.terminate()
    return unavailable(this.#setup.url, `gave no answer to ${call} in ${String(timeoutMs)} ms`, undefined)
  }

  #connect(): Promise<void> {
    const { url } = this.#setup
    const socket = new WebSocket(url, {
      headers: this.#setup.headers(),
      handshakeTimeout: this.#setup.requestTimeoutMs,
    })
    return new Promise((resolve, reject) => {
      socket.once('unexpected-response', (request, response) => {
        request.destroy()
        const message = `${url} refuses the connection with HTTP ${String(response.statusCode)}: check the user id and its key`
        reject(new TradingError('exchange-refused', message, { retry: 'never', details: { url } }))
      })
      socket.on('error', (cause) => reject(unavailable(url, 'cannot be reached', cause)))
      socket.once('open', () => {
        this.#socket = socket
        // A frame that cannot be handled costs the connection: a new one makes the subscribers reconcile.
        const terminate = (): void => socket.terminate()
        socket.on(
          'message',
          guardListener((data: RawData) => this.#receive(data), terminate),
        )
        socket.once(
          'close',
          guardListener((code: number) => this.#lose(code), terminate),
        )
        resolve()
      })
    })
  }

  #receive(data: RawData): void {
    const frame = readFrame(serverFrame, data)
    if (frame === undefined) this.#socket?.close(1008, 'no frame of this protocol')
    else if (frame.kind === 'event') this.#setup.onEvent(frame)
    else this.#pending.get(frame.id)?.resolve(frame)
  }

  #lose(code: number): void {
    const cause = unavailable(this.#setup.url, `closed the connection (code ${String(code)})`, undefined)
    for (const { reject } of this.#pending.values()) reject(cause)
    if (this.#closing.signal.aborted) return
    if (code === replacedCode) {
      const message = 'another process has taken over this subscriber: end one of the two'
      this.#setup.onGone(new TradingError('conflict', message, { retry: 'never', details: { url: this.#setup.url } }))
      return
    }
    void this.#reconnect(cause)
  }

  async #reconnect(cause: TradingError): Promise<void> {
    const { clock, reconnectDelayMs } = this.#setup
    const { signal } = this.#closing
    for (let delayMs = reconnectDelayMs; !signal.aborted; delayMs = Math.min(2 * delayMs, 20 * reconnectDelayMs)) {
      await clock.sleep(delayMs, signal)
      if (signal.aborted) return
      try {
        await this.#connect()
      } catch (error) {
        if (error instanceof TradingError && error.retry !== 'never') continue
        this.#setup.onGone(error instanceof TradingError ? error : unavailable(this.#setup.url, 'failed', error))
        return
      }
      if (signal.aborted) this.#socket?.terminate()
      else this.#setup.onRestored(cause)
      return
    }
  }
}

function unavailable(url: string, problem: string, cause: unknown): TradingError {
  return new TradingError('exchange-unavailable', `the paper exchange at ${url} ${problem}: start it or try again`, {
    retry: 'later',
    details: { url },
    ...(cause === undefined ? {} : { cause }),
  })
}

function refusalCode(code: string): 'not-found' | 'unknown-instrument' | 'conflict' | 'exchange-refused' {
  return code === 'not-found' || code === 'unknown-instrument' || code === 'conflict' ? code : 'exchange-refused'
}
