import { TradingError } from '@tradingboost/domain'
import { catalogue as ourCatalogue, type AnyKeyFamily } from '@tradingboost/redis-keys'
import { Redis } from 'ioredis'
import type { AuditFinding, AuditReport } from './audit-report.ts'
import { auditPage } from './audit-page.ts'
import { describeKeys } from './describe-keys.ts'

/** How an audit goes about it. */
export interface AuditOptions {
  /** Ours without it. */
  readonly catalogue?: readonly AnyKeyFamily[]
  /** Keys per step of SCAN, 500 without it. */
  readonly count?: number
  /** Told after each step how many keys were looked at, of how many there were at the start. */
  readonly onProgress?: (progress: { readonly keys: number; readonly total: number }) => void
}

/**
 * Compares every key of a Redis with the catalogue: name, type, lifetime, value, and the indexes that must agree with
 * records. Reads only, by SCAN. `source` is a URL, the path of a unix socket, or a client, which is left open.
 * Throws a TradingError `redis-unavailable` that says how far it got.
 */
export async function auditRedis(source: string | Redis, options: AuditOptions = {}): Promise<AuditReport> {
  if (typeof source !== 'string') return await auditClient(source, options)
  const redis = new Redis(source, { protocol: 2, maxRetriesPerRequest: 2, commandTimeout: 30_000 })
  // The commands that fail tell; without a listener ioredis prints each lost connection.
  redis.on('error', () => undefined)
  try {
    return await auditClient(redis, options)
  } finally {
    redis.disconnect()
  }
}

async function auditClient(redis: Redis, options: AuditOptions): Promise<AuditReport> {
  const { catalogue = ourCatalogue, count = 500, onProgress } = options
  const seenKeys = new Set<string>()
  const families: Record<string, { keys: number; bytes: number }> = {}
  const findings: AuditFinding[] = []
  let keys = 0
  try {
    const total = await redis.dbsize()
    let cursor = '0'
    do {
      const [next, page] = await redis.scanBuffer(cursor, 'COUNT', count)
      cursor = next.toString()
      const fresh = page.filter((key) => isFirstTime(seenKeys, key))
      const seen = await describeKeys(redis, fresh)
      keys += seen.length
      for (const { finding, family, memoryBytes } of await auditPage(redis, seen, catalogue)) {
        findings.push(...finding)
        if (family === undefined) continue
        const known = families[family] ?? { keys: 0, bytes: 0 }
        families[family] = { keys: known.keys + 1, bytes: known.bytes + memoryBytes }
      }
      onProgress?.({ keys, total })
    } while (cursor !== '0')
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new TradingError(
      'redis-unavailable',
      `the audit ended after ${keys} keys: ${why}; start it again when Redis answers`,
      {
        retry: 'later',
        details: { keys },
        cause,
      },
    )
  }
  const byName = Object.entries(families).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return { keys, families: Object.fromEntries(byName), findings: findings.toSorted(byKey) }
}

/** SCAN may answer a key twice while the table grows or shrinks. */
function isFirstTime(seen: Set<string>, key: Buffer): boolean {
  const text = key.toString('latin1')
  if (seen.has(text)) return false
  seen.add(text)
  return true
}

function byKey(a: AuditFinding, b: AuditFinding): number {
  if (a.key !== b.key) return a.key < b.key ? -1 : 1
  return a.kind < b.kind ? -1 : 1
}
