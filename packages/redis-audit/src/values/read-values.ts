import type { AuditConnection } from '../connection/audit-connection.ts'
import { isReplyList, type Reply } from '../connection/parse-reply.ts'
import type { ReadLine } from '../connection/read-command.ts'
import type { SeenKey } from '../scan/seen-key.ts'
import type { StoredValue } from './stored-value.ts'

/** The values of keys in one round trip; undefined for a key that is gone or whose type no family has. */
export async function readValues(
  connection: AuditConnection,
  keys: readonly SeenKey[],
): Promise<readonly (StoredValue | undefined)[]> {
  const asked: ReadLine[] = []
  const places = keys.map((key) => {
    const line = readLine(key)
    return line === undefined ? -1 : asked.push(line) - 1
  })
  const replies = await connection.ask(asked)
  return keys.map(({ type }, at) => toValue(type, replies[places[at] ?? -1]))
}

/** The members of a large set or sorted set, some at a time; one may come twice. */
export async function* walkMembers(
  connection: AuditConnection,
  bytes: Buffer,
  type: 'set' | 'zset',
): AsyncGenerator<StoredValue> {
  let cursor = '0'
  do {
    const [reply] = await connection.ask([[type === 'set' ? 'SSCAN' : 'ZSCAN', bytes, cursor, 'COUNT', '1000']])
    // Undefined or refused: gone, or of another type by now.
    if (!isReplyList(reply)) return
    const [next, found] = reply
    if (typeof next !== 'string' || !isTexts(found)) return
    cursor = next
    yield { type, elements: type === 'set' ? found : found.filter((_, at) => at % 2 === 0) }
  } while (cursor !== '0')
}

function readLine({ bytes, type }: SeenKey): ReadLine | undefined {
  switch (type) {
    case 'string':
      return ['GET', bytes]
    case 'hash':
      return ['HGETALL', bytes]
    case 'set':
      return ['SMEMBERS', bytes]
    case 'zset':
      return ['ZRANGE', bytes, '0', '-1']
    case 'list':
      return ['LRANGE', bytes, '0', '-1']
    default:
      return undefined
  }
}

function toValue(type: string, reply: Reply | undefined): StoredValue | undefined {
  if (type === 'string') return typeof reply === 'string' ? { type, text: reply } : undefined
  // A collection without elements does not stand: the key is gone.
  if (!isTexts(reply) || reply.length === 0) return undefined
  if (type === 'hash') return { type, fields: toFields(reply) }
  return type === 'set' || type === 'zset' || type === 'list' ? { type, elements: reply } : undefined
}

function toFields(parts: readonly string[]): Readonly<Record<string, string>> {
  const fields: Record<string, string> = {}
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const [name, text] = [parts[at] ?? '', parts[at + 1] ?? '']
    if (name === '__proto__') Object.defineProperty(fields, name, { value: text, enumerable: true })
    else fields[name] = text
  }
  return fields
}

const isTexts = (reply: Reply | undefined): reply is readonly string[] =>
  isReplyList(reply) && reply.every((part) => typeof part === 'string')
