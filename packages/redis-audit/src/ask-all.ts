import type { Redis } from 'ioredis'

export type AskLine = readonly [command: string, ...args: (string | Buffer | number)[]]

/** The answers of one round trip, in order; undefined for a command that the server refused. Throws when it could not be asked. */
export async function askAll(redis: Redis, lines: readonly AskLine[]): Promise<readonly unknown[]> {
  if (lines.length === 0) return []
  const pipeline = redis.pipeline()
  for (const [command, ...args] of lines) pipeline.call(command, ...args)
  const replies = (await pipeline.exec()) ?? []
  return lines.map((_, at) => {
    const [error, reply] = replies[at] ?? [new Error('the pipeline ended before it was answered'), undefined]
    if (error === null) return reply
    if (error.name === 'ReplyError') return undefined
    throw error
  })
}
