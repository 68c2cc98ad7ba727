import { assertNever } from '../assert-never.ts'
import type { RedisServerProblem } from './judge-server.ts'

/** The sentence of a problem: what, which, and what now. */
export function describeServerProblem(address: string, problem: RedisServerProblem): string {
  switch (problem.code) {
    case 'cluster':
      return `${address} is a node of a Redis Cluster and holds a part of the keys at most: name a server that is none, for Clusters are not supported yet`
    case 'sentinel':
      return `${address} is a Sentinel and holds no keys: name the primary that it watches, for Sentinels are not supported yet`
    case 'too-old':
      return `${address} runs version ${problem.version}: use Redis 6 or later, and 7 to move data`
    case 'replica':
      return `${address} is a replica and takes no writes: name its primary, ${problem.primary ?? 'which its INFO names'}`
    case 'evicts':
      return `${address} evicts keys when memory runs out (maxmemory-policy ${problem.policy}), positions and orders among them: CONFIG SET maxmemory-policy noeviction, or set REDIS_EVICTION=allow`
    case 'eviction-unknown':
      return `${address} does not let this user ask INFO, so whether it evicts keys is not known: grant +info, as \`keys acl\` prints it, or set REDIS_EVICTION=allow`
    case 'too-few-replicas':
      return `${address} takes no writes: min-replicas-to-write is ${problem.wanted} and ${problem.good} follow; start the replicas or lower it`
    case 'snapshot-failed':
      return `${address} takes no writes: its last snapshot failed and stop-writes-on-bgsave-error is yes; look at its log and its disk`
    case 'memory-full':
      return `${address} takes no writes: ${problem.usedBytes} of ${problem.maxBytes} bytes are used; free memory or raise maxmemory`
    case 'clock':
      return `${address} has a clock ${Math.abs(problem.aheadMs)} ms ${problem.aheadMs > 0 ? 'ahead of' : 'behind'} this machine's: leases and ages are off by as much; synchronise both`
    default:
      return assertNever(problem)
  }
}
