import { Command, Pipeline, type ChainableCommander, type Redis } from 'ioredis'
import type { RedisCommand, RepliesOf } from './redis-command.ts'
import type { ConnectionChange, RedisConnection } from './redis-connection.ts'
import type { ScriptCall } from './redis-script.ts'
import { wrapRedisError } from './wrap-redis-error.ts'

/** Gives a connected ioredis client the only face the stores see. */
export function createRedisConnection(redis: Redis, address: string): RedisConnection {
  const send = async <Reply>(command: RedisCommand<Reply>): Promise<Reply> => {
    try {
      return command.read(await redis.call(command.name, ...command.args))
    } catch (cause) {
      throw wrapRedisError(cause, { command: command.name, keys: command.keys, address })
    }
  }

  const exchange = async <Commands extends readonly RedisCommand<unknown>[]>(
    pipeline: ChainableCommander,
    commands: Commands,
  ): Promise<RepliesOf<Commands>> => {
    queue(pipeline, commands)
    const replies = (await pipeline.exec()) ?? []
    const read = commands.map((command, at) => {
      const [error, reply] = replies[at] ?? [new Error('the pipeline ended before it was answered'), undefined]
      if (error !== null) throw wrapRedisError(error, { command: command.name, keys: command.keys, address })
      return command.read(reply)
    })
    // Each reply was read by the command at its place.
    return read as RepliesOf<Commands>
  }

  const sendAll: RedisConnection['sendAll'] = async (commands) => await exchange(redis.pipeline(), commands)

  const sendTogether: RedisConnection['sendTogether'] = async (commands) => {
    try {
      return await exchange(redis.multi(), commands)
    } catch (cause) {
      const keys = commands.flatMap((command) => command.keys)
      throw wrapRedisError(cause, { command: 'multi', keys, address })
    }
  }

  const run = async <Reply>({ script, keys, args, read }: ScriptCall<Reply>): Promise<Reply> => {
    const operands = [keys.length, ...keys, ...args]
    try {
      return read(
        await redis.call('evalsha', script.sha1, ...operands).catch((cause: unknown) => {
          if (!isUnknownScript(cause)) throw cause
          return redis.call('eval', script.lua, ...operands)
        }),
      )
    } catch (cause) {
      throw wrapRedisError(cause, { command: `script ${script.name}`, keys, address })
    }
  }

  const listeners = new Set<(change: ConnectionChange) => void>()
  let lastError: Error | undefined
  const tellAll = (change: ConnectionChange): void => {
    for (const listener of listeners) listener(change)
  }
  redis.on('error', (error: Error) => {
    lastError = error
  })
  redis.on('ready', () => tellAll({ kind: 'ready' }))
  redis.on('reconnecting', () => tellAll({ kind: 'lost', cause: lastError }))

  return {
    address,
    get isReady() {
      return redis.status === 'ready'
    },
    watch: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    send,
    sendAll,
    sendTogether,
    run,
    close: async () => {
      try {
        if (redis.status === 'ready') await redis.quit()
      } finally {
        redis.disconnect()
      }
    },
  }
}

/** What `pipeline.call(name, ...args)` does, without the arrays it makes on the way: they cost 4 % of a pipeline's time. */
function queue(pipeline: ChainableCommander, commands: readonly RedisCommand<unknown>[]): void {
  if (!(pipeline instanceof Pipeline))
    throw new TypeError('ioredis made a pipeline that is no Pipeline: pin its version')
  for (const { name, args } of commands) {
    // Command copies its arguments and says so only in its code.
    pipeline.sendCommand(new Command(name, args as (string | number)[], { replyEncoding: 'utf8' }))
  }
}

const isUnknownScript = (cause: unknown): boolean => cause instanceof Error && cause.message.startsWith('NOSCRIPT')
