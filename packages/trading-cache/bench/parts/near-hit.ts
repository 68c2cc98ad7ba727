import { steadyClock } from '@tradingboost/domain'
import { positionCache } from '@tradingboost/redis-keys'
import { LRUCache } from 'lru-cache'
import { openNearCache } from '../../src/index.ts'
import { cachedPosition, symbol, type BenchDesk } from '../bench-desk.ts'
import { compare, type Comparison } from '../compare.ts'

const count = 1_000
const passes = 100

/** A hit of the near cache, which tells its age, against a bare lru-cache with the same bounds. */
export async function benchNearHit({ connection, server }: BenchDesk): Promise<Comparison> {
  const { near, close } = await openNearCache({ connection, url: server.url, clock: steadyClock, random: Math.random })
  const keys = Array.from({ length: count }, (_, at) =>
    positionCache.build({ userId: String(1_000 + at), exchange: 'okx', symbol, side: 'long' }),
  )
  const reads = near.of(positionCache, () => Promise.resolve({ value: cachedPosition, bytes: 200 }))
  await Promise.all(keys.map((key) => reads.read(key)))
  const bare = new LRUCache<string, object>({
    max: 10_000,
    maxSize: 32 * 1_024 * 1_024,
    sizeCalculation: (_, key) => 200 + key.length,
  })
  for (const key of keys) bare.set(key, cachedPosition)

  let served = 0
  const passOfOurs = (): number => {
    let found = 0
    for (const key of keys) if (reads.peek(key)?.kind === 'fresh') found += 1
    return found
  }
  const passOfTheirs = (): number => {
    let found = 0
    for (const key of keys) if (bare.get(key) !== undefined) found += 1
    return found
  }
  const allPasses = (pass: () => number) => async (): Promise<void> => {
    for (let at = 0; at < passes; at += 1) served += pass()
  }
  const comparison = await compare({
    what: 'near-cache hit, with its age',
    peer: 'lru-cache get',
    items: count * passes,
    rounds: 30,
    goalRatio: 0.3,
    ours: allPasses(passOfOurs),
    theirs: allPasses(passOfTheirs),
  })
  close()
  if (served < count * passes) throw new Error('the near cache did not serve: nothing was measured')
  return {
    ...comparison,
    goal: '>= 0.3x and >= 1,000,000/s',
    isMet: comparison.isMet && comparison.oursPerSecond >= 1_000_000,
  }
}
