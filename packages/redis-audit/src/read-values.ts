import type { Redis } from 'ioredis'
import { askAll, type AskLine } from './ask-all.ts'
import type { StoredValue } from './check-value.ts'
import type { SeenKey } from './seen-key.ts'

/** The values of keys in one round trip; undefined for a key that is gone or whose type no family has. */
export async function readValues(
  redis: Redis,
  keys: readonly SeenKey[],
): Promise<readonly (StoredValue | undefined)[]> {
  const lines = keys.map(readLine)
  const asked = lines.filter((line) => line !== undefined)
  const replies = (await askAll(redis, asked)).values()
  return keys.map(({ type }, at) => (lines[at] === undefined ? undefined : readValue(type, replies.next().value)))
}

function readLine({ bytes, type }: SeenKey): AskLine | undefined {
  switch (type) {
    case 'string':
      return ['get', bytes]
    case 'hash':
      return ['hgetall', bytes]
    case 'set':
      return ['smembers', bytes]
    case 'zset':
      return ['zrange', bytes, '0', '-1']
    case 'list':
      return ['lrange', bytes, '0', '-1']
    default:
      return undefined
  }
}

function readValue(type: string, reply: unknown): StoredValue | undefined {
  if (type === 'string') return typeof reply === 'string' ? { type, text: reply } : undefined
  if (type === 'hash') return isFields(reply) ? { type, fields: reply } : undefined
  if (type === 'set' || type === 'zset' || type === 'list')
    return isTexts(reply) ? { type, elements: reply } : undefined
  return undefined
}

const isTexts = (reply: unknown): reply is readonly string[] =>
  Array.isArray(reply) && reply.every((part) => typeof part === 'string')

function isFields(reply: unknown): reply is Readonly<Record<string, string>> {
  return typeof reply === 'object' && reply !== null && !Array.isArray(reply) && isTexts(Object.values(reply))
}
