/** Told what the cache does, by key family; the names are those of the catalogue. */
export interface CacheMeter {
  /** `hit`: a fresh copy of this process; `stale`: a copy that was too old to be fresh; `miss`: Redis was asked. */
  read(family: string, result: 'hit' | 'stale' | 'miss'): void
  /** A copy, or a read under way, was dropped because its key changed. */
  invalidated(family: string): void
  /** Every copy was dropped at once: by a flush, or because changes were no longer heard of. */
  dropped(cause: 'flush' | 'loss'): void
  /** Redis was asked; how long it took, and the error code when it failed. */
  asked(family: string, command: string, seconds: number, errorCode: string | undefined): void
}
