/** One Redis command: what is sent, which keys an error names, and how the reply is read. */
export interface RedisCommand<Reply> {
  /** Lower-case command name. */
  readonly name: string
  readonly keys: readonly string[]
  readonly args: readonly (string | number)[]
  /** Throws a TradingError `protocol-violated` on a reply of another shape than the command has. */
  readonly read: (reply: unknown) => Reply
}

/** The replies of commands, each at the place of its command. */
export type RepliesOf<Commands extends readonly RedisCommand<unknown>[]> = {
  readonly [At in keyof Commands]: Commands[At] extends RedisCommand<infer Reply> ? Reply : never
}
