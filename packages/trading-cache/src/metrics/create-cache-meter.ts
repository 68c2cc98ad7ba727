import { identify } from '@tradingboost/redis-keys'
import { Counter, Histogram, type Registry } from 'prom-client'
import type { CacheMeter, ReadResult } from './cache-meter.ts'

/** Where the numbers go, and what time is taken by. */
export interface CacheMeterOptions {
  readonly registry: Registry
  /** A monotonic clock in seconds, such as `() => performance.now() / 1_000`. */
  readonly seconds: () => number
}

const buckets = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

/**
 * Counts in a registry of prom-client, by key family: `trading_cache_reads_total` (hit, stale, miss),
 * `trading_cache_invalidations_total`, `trading_cache_drops_total`, `trading_cache_errors_total` and the histogram
 * `trading_cache_command_seconds`. Throws when the registry has them already: one meter serves all connections of a process.
 */
export function createCacheMeter({ registry, seconds }: CacheMeterOptions): CacheMeter {
  const registers = [registry]
  const reads = new Map<string, Record<ReadResult, number>>()
  const readsTotal: Counter<'family' | 'result'> = new Counter({
    name: 'trading_cache_reads_total',
    help: 'Reads through the near cache: hit and stale were served from a copy, miss asked Redis.',
    labelNames: ['family', 'result'],
    registers,
    // A hit takes less time than to count it with labels: the numbers are put in when they are asked for.
    collect() {
      this.reset()
      for (const [family, counts] of reads) {
        for (const result of ['hit', 'stale', 'miss'] as const) this.inc({ family, result }, counts[result])
      }
    },
  })
  const invalidations = new Counter({
    name: 'trading_cache_invalidations_total',
    help: 'Copies, or reads under way, dropped because the server told that their key changed.',
    labelNames: ['family'],
    registers,
  })
  const drops = new Counter({
    name: 'trading_cache_drops_total',
    help: 'Times that every copy was dropped: by a flush, or because changes were no longer heard of.',
    labelNames: ['cause'],
    registers,
  })
  const errors = new Counter({
    name: 'trading_cache_errors_total',
    help: 'Calls to Redis that failed or were not made, by error code.',
    labelNames: ['family', 'code'],
    registers,
  })
  const latency = new Histogram({
    name: 'trading_cache_command_seconds',
    help: 'Time from a call to Redis to its end, failed ones included.',
    labelNames: ['family', 'command'],
    buckets,
    registers,
  })
  readsTotal.reset()

  return {
    read: (family, result) => {
      let counts = reads.get(family)
      if (counts === undefined) {
        counts = { hit: 0, stale: 0, miss: 0 }
        reads.set(family, counts)
      }
      counts[result] += 1
    },
    invalidated: (family) => invalidations.inc({ family }),
    dropped: (cause) => drops.inc({ cause }),
    asked: (key, command, startedAt) => latency.observe({ family: familyOf(key), command }, seconds() - startedAt),
    failed: (key, code) => errors.inc({ family: familyOf(key), code }),
    now: seconds,
  }
}

/** `none` for a command without a key, `other` for a key that no family of the catalogue has. */
function familyOf(key: string | undefined): string {
  if (key === undefined) return 'none'
  const identified = identify(key)
  return identified.kind === 'one' ? identified.family.name : 'other'
}
