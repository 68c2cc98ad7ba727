import {
  describeMismatch,
  identify,
  redisTypes,
  type AnyKeyFamily,
  type LooseParams,
  type RedisType,
} from '@tradingboost/redis-keys'
import type { FindingKind } from './audit-report.ts'
import type { SeenKey } from './seen-key.ts'

/** What a key is and what is wrong with its name, type and lifetime; its value is another matter. */
export interface Judgement {
  /** Undefined for a key that no family or more than one makes. */
  readonly family: AnyKeyFamily | undefined
  readonly params: LooseParams
  readonly problems: readonly { readonly kind: FindingKind; readonly detail: string }[]
}

/** Compares a key with the catalogue by name, type and time to live. */
export function judgeKey(seen: SeenKey, catalogue: readonly AnyKeyFamily[]): Judgement {
  const type = asRedisType(seen.type)
  const identified = identify(seen.bytes, catalogue, type === undefined ? {} : { type })
  if (identified.kind === 'unknown') {
    const nearest = identified.nearest.map(({ family, reason }) => `${family.name}: ${describeMismatch(reason)}`)
    const detail = nearest.length === 0 ? 'no family is like it' : `nearest: ${nearest.join('; ')}`
    return { family: undefined, params: {}, problems: [{ kind: 'unknown', detail }] }
  }
  if (identified.kind === 'ambiguous') {
    const names = identified.families.map(({ name }) => name).join(', ')
    return {
      family: undefined,
      params: {},
      problems: [{ kind: 'ambiguous', detail: `it is a key of each of ${names}` }],
    }
  }
  const { family, params } = identified
  if (family.status === 'deprecated') {
    const detail =
      family.replacedBy.length === 0 ? 'nothing of ours replaces it' : `replaced by ${family.replacedBy.join(', ')}`
    return { family, params, problems: [{ kind: 'legacy', detail }] }
  }
  if (family.type !== seen.type) {
    return {
      family,
      params,
      problems: [{ kind: 'wrong-type', detail: `it is a ${seen.type} where a ${family.type} belongs` }],
    }
  }
  const lifetime = lifetimeProblem(family, seen.ttlMs)
  return { family, params, problems: lifetime === undefined ? [] : [lifetime] }
}

function lifetimeProblem({ lifetime }: AnyKeyFamily, ttlMs: number): Judgement['problems'][number] | undefined {
  switch (lifetime.kind) {
    case 'varies':
      return undefined
    case 'persistent':
      return ttlMs < 0 ? undefined : { kind: 'ttl-unexpected', detail: `it expires in ${ttlMs} ms and should stay` }
    case 'expires-after':
      if (ttlMs < 0) return { kind: 'ttl-missing', detail: `it stays and should expire within ${lifetime.ms} ms` }
      return tooLong(ttlMs, lifetime.ms)
    case 'expires-once-done':
      return tooLong(ttlMs, lifetime.ms)
  }
}

function tooLong(ttlMs: number, longestMs: number): Judgement['problems'][number] | undefined {
  if (ttlMs <= longestMs) return undefined
  return { kind: 'ttl-unexpected', detail: `it expires in ${ttlMs} ms and should within ${longestMs} ms` }
}

function asRedisType(type: string): RedisType | undefined {
  return redisTypes.find((known) => known === type)
}
