import type { RedisServerFacts } from './server-facts.ts'

/** What a program wants of a server. */
export interface RedisServerNeeds {
  /** It writes. */
  readonly writes?: boolean
  /** Its keys must stay though memory runs out. */
  readonly noEviction?: boolean
}

/** Why a server cannot serve a program. */
export type RedisServerProblem =
  | { readonly code: 'cluster' }
  | { readonly code: 'sentinel' }
  | { readonly code: 'too-old'; readonly version: string }
  | { readonly code: 'replica'; readonly primary: string | undefined }
  | { readonly code: 'evicts'; readonly policy: string }
  | { readonly code: 'eviction-unknown' }
  | { readonly code: 'too-few-replicas'; readonly wanted: number; readonly good: number }
  | { readonly code: 'snapshot-failed' }
  | { readonly code: 'memory-full'; readonly usedBytes: number; readonly maxBytes: number }
  | { readonly code: 'clock'; readonly aheadMs: number }

const oldestMajor = 6
const clockToleranceMs = 2_000

/** Compares what is known of a server with what a program needs. The first problem is the one to solve first. */
export function judgeServer(facts: RedisServerFacts, needs: RedisServerNeeds): readonly RedisServerProblem[] {
  const { mode, role, version, evictionPolicy, replicas, memory, clockAheadMs = 0 } = facts
  if (mode !== 'standalone') return [{ code: mode }]
  const problems: RedisServerProblem[] = []
  if (version !== undefined && Number.parseInt(version, 10) < oldestMajor) problems.push({ code: 'too-old', version })
  if (needs.writes === true) {
    if (role === 'replica') problems.push({ code: 'replica', primary: facts.primary })
    if (replicas !== undefined && replicas.good < replicas.wanted) {
      problems.push({ code: 'too-few-replicas', ...replicas })
    }
    if (facts.isSnapshotFailing === true) problems.push({ code: 'snapshot-failed' })
    const isFull = memory !== undefined && memory.maxBytes > 0 && memory.usedBytes > memory.maxBytes
    if (isFull && evictionPolicy === 'noeviction') problems.push({ code: 'memory-full', ...memory })
  }
  if (needs.noEviction === true) {
    if (evictionPolicy === undefined) problems.push({ code: 'eviction-unknown' })
    else if (evictionPolicy !== 'noeviction') problems.push({ code: 'evicts', policy: evictionPolicy })
  }
  if (Math.abs(clockAheadMs) > clockToleranceMs) problems.push({ code: 'clock', aheadMs: clockAheadMs })
  return problems
}
