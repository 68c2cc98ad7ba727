import { identify, redisTypes, type AnyKeyFamily, type MovedLifetime, type RedisType } from '@tradingboost/redis-keys'
import type { FindingKind } from '../report/audit-report.ts'
import type { SeenKey } from '../scan/seen-key.ts'
import { createUnknownExplainer } from './explain-unknown.ts'

/** What a key is and what is wrong with its name, type and lifetime; its value is another matter. */
export interface Judgement {
  /** Undefined for a key that no family or more than one makes. */
  readonly family: AnyKeyFamily | undefined
  /** The families that make the key: none, one or more. */
  readonly candidates: readonly AnyKeyFamily[]
  readonly problems: readonly KeyProblem[]
}

export interface KeyProblem {
  readonly kind: FindingKind
  readonly detail: string
}

const none: readonly KeyProblem[] = []

/** Compares keys with the catalogue by name, type and time to live. */
export function createJudge(catalogue: readonly AnyKeyFamily[]): (seen: SeenKey) => Judgement {
  const explainUnknown = createUnknownExplainer()
  return (seen) => {
    const type = asRedisType(seen.type)
    const identified = identify(seen.isText ? seen.text : seen.bytes, catalogue, type === undefined ? {} : { type })
    switch (identified.kind) {
      case 'unknown': {
        const detail = explainUnknown(seen, identified)
        return { family: undefined, candidates: [], problems: [{ kind: 'unknown', detail }] }
      }
      case 'ambiguous': {
        const detail = `it is a key of each of ${identified.families.map(({ name }) => name).join(', ')}`
        return { family: undefined, candidates: identified.families, problems: [{ kind: 'ambiguous', detail }] }
      }
      case 'one': {
        const { family } = identified
        const problem = problemOf(family, seen)
        return { family, candidates: [family], problems: problem === undefined ? none : [problem] }
      }
    }
  }
}

function problemOf(family: AnyKeyFamily, { type, ttlMs }: SeenKey): KeyProblem | undefined {
  // Another program's keys are counted: what they hold and how long is its matter.
  if (family.owner === 'foreign') return undefined
  if (family.status === 'deprecated') {
    const detail =
      family.replacedBy.length === 0 ? 'nothing of ours replaces it' : `replaced by ${family.replacedBy.join(', ')}`
    return { kind: 'legacy', detail }
  }
  if (family.type !== type) {
    return { kind: 'wrong-type', detail: `it is a ${type} where a ${family.type} belongs` }
  }
  return lifetimeProblem(family, ttlMs)
}

function lifetimeProblem({ lifetime }: AnyKeyFamily, ttlMs: number): KeyProblem | undefined {
  switch (lifetime.kind) {
    case 'varies':
      return undefined
    case 'persistent':
      return ttlMs < 0 ? undefined : endProblem(lifetime.moved, ttlMs)
    case 'expires-after':
      if (ttlMs < 0) return { kind: 'ttl-missing', detail: `it stays and should expire within ${lifetime.ms} ms` }
      return tooLong(ttlMs, lifetime.ms)
    case 'expires-once-done':
      return tooLong(ttlMs, lifetime.ms)
  }
}

function endProblem(moved: MovedLifetime | undefined, ttlMs: number): KeyProblem | undefined {
  if (moved !== undefined && ttlMs <= moved.ms) return undefined
  const unless = moved === undefined ? '' : `, or end within ${moved.ms} ms where a migration moved it`
  return { kind: 'ttl-unexpected', detail: `it expires in ${ttlMs} ms and should stay${unless}` }
}

function tooLong(ttlMs: number, longestMs: number): KeyProblem | undefined {
  if (ttlMs <= longestMs) return undefined
  return { kind: 'ttl-unexpected', detail: `it expires in ${ttlMs} ms and should within ${longestMs} ms` }
}

function asRedisType(type: string): RedisType | undefined {
  return redisTypes.find((known) => known === type)
}
