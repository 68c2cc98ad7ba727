import { redisTypes, type RedisType } from '@tradingboost/redis-keys'
import type { SeenKey } from '../scan/seen-key.ts'
import type { StoredValue } from '../values/stored-value.ts'
import { spellForm, type PieceForm } from './piece-forms.ts'

/** Unknown keys of one type whose places look alike. */
export interface KeyCluster {
  readonly type: RedisType
  readonly forms: readonly PieceForm[]
  keys: number
  persistent: number
  /** Of the keys that expire; undefined while none was seen. */
  ttlMs: { readonly least: number; readonly most: number } | undefined
  readonly examples: string[]
  readonly samples: StoredValue[]
}

const examplesKept = 5
export const samplesKept = 20

/** What tells clusters apart. */
export function clusterName(type: string, forms: readonly PieceForm[]): string {
  return `${type} ${forms.map(spellForm).join(':')}`
}

export function newCluster(type: RedisType, forms: readonly PieceForm[]): KeyCluster {
  return { type, forms, keys: 0, persistent: 0, ttlMs: undefined, examples: [], samples: [] }
}

export function addKey(cluster: KeyCluster, { text, ttlMs }: SeenKey): void {
  cluster.keys += 1
  if (ttlMs < 0) cluster.persistent += 1
  else cluster.ttlMs = widest(cluster.ttlMs, { least: ttlMs, most: ttlMs })
  if (cluster.examples.length < examplesKept) cluster.examples.push(text)
}

/** Adds one cluster's keys to another. */
export function absorb(cluster: KeyCluster, other: KeyCluster): void {
  cluster.keys += other.keys
  cluster.persistent += other.persistent
  cluster.ttlMs = other.ttlMs === undefined ? cluster.ttlMs : widest(cluster.ttlMs, other.ttlMs)
  cluster.examples.push(...other.examples.slice(0, examplesKept - cluster.examples.length))
  cluster.samples.push(...other.samples.slice(0, samplesKept - cluster.samples.length))
}

type Range = { readonly least: number; readonly most: number }

function widest(a: Range | undefined, b: Range): Range {
  return a === undefined ? b : { least: Math.min(a.least, b.least), most: Math.max(a.most, b.most) }
}

/** The type as a family can declare it; undefined for streams and the types of modules. */
export function declarableType(type: string): RedisType | undefined {
  return redisTypes.find((known) => known === type)
}
