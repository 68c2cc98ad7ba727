import type { Redis } from 'ioredis'
import type { RedisCommand } from './redis-command.ts'
import type { RedisConnection } from './redis-connection.ts'
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

  const sendAll = async <Reply>(commands: readonly RedisCommand<Reply>[]): Promise<readonly Reply[]> => {
    if (commands.length === 0) return []
    const pipeline = redis.pipeline()
    for (const command of commands) pipeline.call(command.name, ...command.args)
    const replies = (await pipeline.exec()) ?? []
    return commands.map((command, at) => {
      const [error, reply] = replies[at] ?? [new Error('the pipeline ended before it was answered'), undefined]
      if (error !== null) throw wrapRedisError(error, { command: command.name, keys: command.keys, address })
      return command.read(reply)
    })
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

  return {
    address,
    get isReady() {
      return redis.status === 'ready'
    },
    send,
    sendAll,
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

const isUnknownScript = (cause: unknown): boolean => cause instanceof Error && cause.message.startsWith('NOSCRIPT')
