/** What a server says of itself; what its user may not ask is undefined. */
export interface RedisServerFacts {
  readonly mode: 'standalone' | 'cluster' | 'sentinel'
  readonly role: 'primary' | 'replica' | undefined
  /** HOST:PORT of the server that a replica copies. */
  readonly primary: string | undefined
  readonly version: string | undefined
  readonly evictionPolicy: string | undefined
  readonly memory: { readonly usedBytes: number; readonly maxBytes: number } | undefined
  /** How many replicas must follow for a write to be taken, and how many do. */
  readonly replicas: { readonly wanted: number; readonly good: number } | undefined
  /** The last snapshot failed and the server refuses writes for it. */
  readonly isSnapshotFailing: boolean | undefined
  /** By how many milliseconds the server's clock is ahead of this machine's. */
  readonly clockAheadMs: number | undefined
  readonly user: string | undefined
}

/** A server of which nothing is known yet. */
export const unknownServer: RedisServerFacts = {
  mode: 'standalone',
  role: undefined,
  primary: undefined,
  version: undefined,
  evictionPolicy: undefined,
  memory: undefined,
  replicas: undefined,
  isSnapshotFailing: undefined,
  clockAheadMs: undefined,
  user: undefined,
}
