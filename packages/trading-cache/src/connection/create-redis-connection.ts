import { TradingError } from '@tradingboost/domain'
import { Pipeline, type Command, type ChainableCommander, type Redis } from 'ioredis'
import type { RedisAsker } from './ask-redis.ts'
import { corkWrites } from './cork-writes.ts'
import { PlainCommand } from './plain-command.ts'
import type { RedisCommand, RepliesOf } from './redis-command.ts'
import type { ConnectionChange, RedisConnection } from './redis-connection.ts'
import { wrapRedisError } from './wrap-redis-error.ts'

/** Gives a connected ioredis client the only face the stores see. */
export function createRedisConnection(redis: Redis, address: string, asker: RedisAsker): RedisConnection {
  const cork = corkWrites(redis)
  const issue = (name: string, args: readonly (string | number)[]): Promise<unknown> => {
    cork()
    const command = toCommand(name, args)
    void redis.sendCommand(command)
    return command.promise
  }

  const exchange = <Commands extends readonly RedisCommand<unknown>[]>(
    what: string,
    pipeline: ChainableCommander,
    commands: Commands,
  ): Promise<RepliesOf<Commands>> =>
    asker.ask({
      attempt: () => ({ command: what, keys: commands.flatMap(({ keys }) => keys), address }),
      send: () => {
        queue(pipeline, commands)
        cork()
        return pipeline.exec()
      },
      read: (replies) => readReplies(replies as Replies, commands, address),
    })

  return {
    address,
    get isReady() {
      return redis.status === 'ready'
    },
    watch: watchChanges(redis),
    send: ({ name, keys, args, read }) =>
      asker.ask({ attempt: () => ({ command: name, keys, address }), send: () => issue(name, args), read }),
    sendAll: (commands) => exchange('pipeline', redis.pipeline(), commands),
    sendTogether: (commands) => exchange('multi', redis.multi(), commands),
    run: ({ script, keys, args, read }) => {
      const operands = [keys.length, ...keys, ...args]
      return asker.ask({
        attempt: () => ({ command: `script ${script.name}`, keys, address }),
        send: () =>
          issue('evalsha', [script.sha1, ...operands]).catch((cause: unknown) => {
            if (!isUnknownScript(cause)) throw cause
            return issue('eval', [script.lua, ...operands])
          }),
        read,
      })
    },
    whole: (what, keys, work) => asker.whole({ command: what, keys, address }, work),
    close: async () => {
      // Answers come in order: once this one is there, all before it are.
      if (redis.status === 'ready') await untilAnswered(asker, redis, address)
      redis.disconnect()
      asker.close()
    },
  }
}

/** A server that is gone or silent is not waited for: each call under way is told so itself. */
async function untilAnswered(asker: RedisAsker, redis: Redis, address: string): Promise<void> {
  try {
    await asker.ask({
      attempt: () => ({ command: 'quit', keys: [], address }),
      send: () => redis.quit(),
      read: () => undefined,
    })
  } catch (error) {
    const isGone = error instanceof TradingError && ['redis-unavailable', 'wrong-environment'].includes(error.code)
    if (!isGone) throw error
  }
}

type Replies = readonly (readonly [error: Error | null, reply: unknown])[] | null

function readReplies<Commands extends readonly RedisCommand<unknown>[]>(
  replies: Replies,
  commands: Commands,
  address: string,
): RepliesOf<Commands> {
  const read = commands.map((command, at) => {
    const [error, reply] = replies?.[at] ?? [new Error('the pipeline ended before it was answered'), undefined]
    if (error !== null) throw wrapRedisError(error, { command: command.name, keys: command.keys, address })
    return command.read(reply)
  })
  // Each reply was read by the command at its place.
  return read as RepliesOf<Commands>
}

// Command copies its arguments and says so only in its code.
const toCommand = (name: string, args: readonly (string | number)[]): Command =>
  new PlainCommand(name, args as (string | number)[], { replyEncoding: 'utf8' })

/** What `pipeline.call(name, ...args)` does, without the arrays it makes on the way: they cost 4 % of a pipeline's time. */
function queue(pipeline: ChainableCommander, commands: readonly RedisCommand<unknown>[]): void {
  if (!(pipeline instanceof Pipeline))
    throw new TypeError('ioredis made a pipeline that is no Pipeline: pin its version')
  for (const { name, args } of commands) pipeline.sendCommand(toCommand(name, args))
}

function watchChanges(redis: Redis): RedisConnection['watch'] {
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
  return (listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
}

const isUnknownScript = (cause: unknown): boolean => cause instanceof Error && cause.message.startsWith('NOSCRIPT')
