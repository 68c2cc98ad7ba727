import type { RedisCommand, RepliesOf } from './redis-command.ts'
import type { ScriptCall } from './redis-script.ts'

/** The connection was lost, or stands again: the server behind it may then be another one, or hold other data. */
export type ConnectionChange = { readonly kind: 'ready' } | { readonly kind: 'lost'; readonly cause: Error | undefined }

/**
 * The way to one Redis. Every call rejects with a TradingError: `redis-unavailable` (retry later) when the server could
 * not be asked in time, or was not asked because it has not answered lately (`details.retryAfterMs` says when to try again),
 * `redis-refused` when it answered with an error. A command whose answer was lost is not sent again.
 */
export interface RedisConnection {
  /** Where it leads, without the password. */
  readonly address: string
  readonly isReady: boolean
  /** Tells of each loss and return from now on, until the function it answers is called. */
  watch(listener: (change: ConnectionChange) => void): () => void
  send<Reply>(command: RedisCommand<Reply>): Promise<Reply>
  /** One round trip; every reply is read, and the first error names its command and key. */
  sendAll<const Commands extends readonly RedisCommand<unknown>[]>(commands: Commands): Promise<RepliesOf<Commands>>
  /**
   * One round trip in which no other client comes between (MULTI). A command that fails does not undo the others: what
   * must stand or fall together is a script.
   */
  sendTogether<const Commands extends readonly RedisCommand<unknown>[]>(
    commands: Commands,
  ): Promise<RepliesOf<Commands>>
  /** Runs a script atomically by its digest; sends the text only when the server does not know it. */
  run<Reply>(call: ScriptCall<Reply>): Promise<Reply>
  /** Holds a call that asks several times to one overall time limit; `what` and `keys` name it in the error. */
  whole<T>(what: string, keys: readonly string[], work: () => Promise<T>): Promise<T>
  /** Waits for the answers under way, then disconnects. */
  close(): Promise<void>
}
