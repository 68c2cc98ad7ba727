import { isUtf8 } from 'node:buffer'
import type { AuditConnection } from '../connection/audit-connection.ts'
import type { ReadLine } from '../connection/read-command.ts'
import type { SeenKey } from './seen-key.ts'

/** Type, time to live and size of keys in one round trip; keys that are gone by then are left out. */
export async function describeKeys(connection: AuditConnection, keys: readonly Buffer[]): Promise<readonly SeenKey[]> {
  const lines: ReadLine[] = []
  for (const key of keys) lines.push(['TYPE', key], ['PTTL', key], ['MEMORY', 'USAGE', key])
  const replies = await connection.ask(lines)
  const seen: SeenKey[] = []
  for (const [at, bytes] of keys.entries()) {
    const [type, ttlMs, memoryBytes] = [replies[at * 3], replies[at * 3 + 1], replies[at * 3 + 2]]
    // -2: the key was gone between TYPE and PTTL.
    if (typeof type !== 'string' || type === 'none' || ttlMs === -2) continue
    seen.push({
      bytes,
      text: bytes.toString(),
      isText: isUtf8(bytes),
      type,
      ttlMs: typeof ttlMs === 'number' ? ttlMs : -1,
      memoryBytes: typeof memoryBytes === 'number' ? memoryBytes : 0,
    })
  }
  return seen
}
