import type { Comparison } from './compare.ts'
import type { InvalidationDelay } from './parts/invalidation-delay.ts'
import type { MemoryPerPosition } from './parts/memory-per-position.ts'

/** What stands in results.json. */
export interface BenchResults {
  readonly machine: string
  readonly comparisons: readonly Comparison[]
  readonly invalidation: InvalidationDelay
  readonly memory: readonly MemoryPerPosition[]
  readonly soak: SoakResult | undefined
}

/** Mixed load for some minutes, and what became of the heap. */
export interface SoakResult {
  readonly minutes: number
  readonly calls: number
  readonly errors: number
  /** MiB used after a collection: the median of the first and of the last third of the samples. */
  readonly heapFirstMiB: number
  readonly heapLastMiB: number
  readonly goal: string
  readonly isMet: boolean
  /** MiB at each sample. */
  readonly samples: readonly number[]
}
