/** What a look at the server found. */
export interface ServerLoad {
  readonly latencyMs: number
  readonly opsPerSecond: number
  readonly usedBytes: number
  /** 0 without a limit. */
  readonly maxBytes: number
  /** Bytes that the slowest replica is behind; 0 without replicas. */
  readonly replicaLagBytes: number
  /** Replicas that are attached and still take over what was there before: how far they are behind is not known. */
  readonly replicasJoining: number
}

/** How much of a server a migration may take; it waits while one of these is passed. */
export interface ThrottleLimits {
  readonly latencyMs: number
  /** All clients together; undefined without a ceiling. */
  readonly opsPerSecond?: number
  /** Share of maxmemory that stays free. */
  readonly memoryHeadroom: number
  /** How far a replica may be behind; one that is attached and not online yet is waited for whatever this says. */
  readonly replicaLagBytes: number
}

export const defaultLimits: ThrottleLimits = { latencyMs: 50, memoryHeadroom: 0.05, replicaLagBytes: 64 * 1024 * 1024 }

/** Undefined when the migration may go on; else why it waits, for people. */
export function decideThrottle(load: ServerLoad, limits: ThrottleLimits): string | undefined {
  if (load.maxBytes > 0 && load.usedBytes > load.maxBytes * (1 - limits.memoryHeadroom)) {
    return `memory: ${load.usedBytes} of ${load.maxBytes} bytes are used`
  }
  if (load.replicasJoining > 0) return `replica: ${load.replicasJoining} not online`
  if (load.replicaLagBytes > limits.replicaLagBytes) return `replica: ${load.replicaLagBytes} bytes behind`
  if (load.latencyMs > limits.latencyMs) return `latency: ${Math.round(load.latencyMs)} ms`
  if (limits.opsPerSecond !== undefined && load.opsPerSecond > limits.opsPerSecond) {
    return `load: ${load.opsPerSecond} commands a second`
  }
  return undefined
}

/** How long to wait so that `keys` done since the start are no more than `rate` a second; 0 is no limit. */
export function paceMs(keys: number, elapsedMs: number, rate: number): number {
  return rate > 0 ? Math.max(0, (keys / rate) * 1_000 - elapsedMs) : 0
}

/**
 * How many keys go by between two looks at the pace: as many as in 4 ms, so that others wait for no more, and no fewer than
 * there are scripts under way.
 */
export function portionOf(rate: number, width: number): number {
  return rate > 0 ? Math.max(1, width, Math.round(rate / 250)) : 1_000
}
