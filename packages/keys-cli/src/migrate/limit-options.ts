import { defaultLimits, type ThrottleLimits } from '@tradingboost/redis-migrate'
import { InvalidArgumentError, Option, type Command } from 'commander'
import { whole } from './whole.ts'

/** What a run spares of a server, as given. */
export interface LimitOptions {
  readonly maxLatency?: number
  readonly maxOps?: number
  readonly minFreeMemory?: number
  readonly maxReplicaLag?: number
}

/** The options that say when a run waits. */
export function addLimitOptions(command: Command): Command {
  const { latencyMs, memoryHeadroom, replicaLagBytes } = defaultLimits
  return command
    .addOption(
      new Option('--max-latency <ms>', 'wait while the server answers slower').argParser(whole).default(latencyMs),
    )
    .addOption(new Option('--max-ops <ops>', 'wait while the server does more commands a second').argParser(whole))
    .addOption(
      new Option('--min-free-memory <percent>', 'wait while less of maxmemory is free')
        .argParser(percent)
        .default(memoryHeadroom * 100),
    )
    .addOption(
      new Option('--max-replica-lag <bytes>', 'wait while a replica is further behind')
        .argParser(whole)
        .default(replicaLagBytes),
    )
}

/** The limits of a run; what is not given is as by default. */
export function limitsOf({ maxLatency, maxOps, minFreeMemory, maxReplicaLag }: LimitOptions): ThrottleLimits {
  return {
    latencyMs: maxLatency ?? defaultLimits.latencyMs,
    memoryHeadroom: minFreeMemory === undefined ? defaultLimits.memoryHeadroom : minFreeMemory / 100,
    replicaLagBytes: maxReplicaLag ?? defaultLimits.replicaLagBytes,
    ...(maxOps === undefined ? {} : { opsPerSecond: maxOps }),
  }
}

function percent(text: string): number {
  if (/^\d{1,3}$/.test(text) && Number(text) <= 100) return Number(text)
  throw new InvalidArgumentError('Give a whole number from 0 to 100.')
}
