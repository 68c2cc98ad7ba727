import { position } from '@tradingboost/redis-keys'
import type { SeenKey } from '../scan/seen-key.ts'
import type { StoredValue } from './stored-value.ts'

/** Why a record of a persistent family may not expire though it does: none moved it, or the source would stand in it. */
export function unmovedProblem(family: string, { ttlMs }: SeenKey, value: StoredValue): string | undefined {
  if (family !== position.name || ttlMs < 0 || value.type !== 'hash' || 'source' in value.fields) return undefined
  return `it expires in ${ttlMs} ms and should stay: it has no source, so no migration moved it`
}
