/** Told what the cache does, by key family; the names are those of the catalogue. `createCacheMeter` makes one for Prometheus. */
export interface CacheMeter {
  /** `hit`: a fresh copy of this process; `stale`: a copy that was too old to be fresh; `miss`: Redis was asked. */
  read(family: string, result: ReadResult): void
  /** A copy, or a read under way, was dropped because its key changed. */
  invalidated(family: string): void
  /** Every copy was dropped at once: by a flush, or because changes were no longer heard of. */
  dropped(cause: 'flush' | 'loss'): void
  /** A call to Redis has ended, well or not; `startedAt` is what `now` said when it was made. */
  asked(key: string | undefined, command: string, startedAt: number): void
  /** A call failed with an error of this code, or was not made. */
  failed(key: string | undefined, code: string): void
  /** A monotonic clock in seconds. */
  now(): number
}

export type ReadResult = 'hit' | 'stale' | 'miss'
