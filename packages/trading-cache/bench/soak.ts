import { readFile, writeFile } from 'node:fs/promises'
import { systemClock } from '@tradingboost/domain'
import { positionCache } from '@tradingboost/redis-keys'
import { createNearTradingCache, createPositionStore, openNearCache } from '../src/index.ts'
import { samplePosition } from '../src/testing/sample-position.ts'
import { cachedPosition, openDesk, symbol } from './bench-desk.ts'
import { median } from './compare.ts'
import type { BenchResults, SoakResult } from './results.ts'

/** `pnpm soak MINUTES` (10 without it): mixed load, the heap sampled after collections; it must not grow. */
const minutes = Number(process.argv[2] ?? '10')
const collect = globalThis.gc
if (collect === undefined || !(minutes > 0)) throw new Error('run it by `pnpm soak MINUTES`: it needs --expose-gc')

await using desk = await openDesk()
const { connection, server, bare } = desk
const { near, close } = await openNearCache({
  connection,
  url: server.url,
  clock: systemClock,
  random: Math.random,
  maxEntries: 2_000,
})
const cache = createNearTradingCache(connection, near)
const store = createPositionStore(connection)
const users = Array.from({ length: 5_000 }, (_, at) => String(1_000 + at))
const endsAt = performance.now() + minutes * 60_000
let calls = 0
let errors = 0
let turn = 0

const userOf = (at: number): string => users[(turn * 37 + at * 101) % users.length] ?? ''
async function oneTurn(): Promise<void> {
  turn += 1
  const account = { userId: userOf(1), exchange: 'okx' } as const
  const position = samplePosition(turn, { quantity: turn % 5 === 0 ? '0' : '1.5' })
  const works: Promise<unknown>[] = [
    ...Array.from({ length: 20 }, (_, at) => cache.readPosition(userOf(at), symbol, 'long')),
    ...Array.from({ length: 10 }, (_, at) => cache.getPosition(userOf(at), symbol, 'long')),
    cache.setPosition(userOf(2), symbol, 'long', cachedPosition),
    cache.removePosition(userOf(3), symbol, 'long'),
    store.save(account, position),
    store.list(account),
    bare.set(
      positionCache.build({ ...account, userId: userOf(4), symbol, side: 'long' }),
      JSON.stringify(cachedPosition),
      'PX',
      5_000,
    ),
    ...(turn % 20 === 0 ? [cache.bulkGetPositions(users.slice(0, 1_500), symbol, 'long')] : []),
    ...(turn % 5_000 === 0 ? [bare.flushall()] : []),
  ]
  calls += works.length
  for (const { status } of await Promise.allSettled(works)) if (status === 'rejected') errors += 1
}

const samples: number[] = []
const everyMs = Math.max(1_000, (minutes * 60_000) / 60)
let nextSampleAt = performance.now() + everyMs
while (performance.now() < endsAt) {
  await oneTurn()
  if (performance.now() < nextSampleAt) continue
  nextSampleAt += everyMs
  collect()
  samples.push(Number((process.memoryUsage().heapUsed / 1_024 / 1_024).toFixed(2)))
}
close()

const third = Math.floor(samples.length / 3)
// The first third begins when everything is warm: what the first samples still gain is not a leak.
const heapFirstMiB = median(samples.slice(Math.floor(samples.length / 10), third))
const heapLastMiB = median(samples.slice(-third))
const soak: SoakResult = {
  minutes,
  calls,
  errors,
  heapFirstMiB,
  heapLastMiB,
  goal: 'no error, and the heap of the last third at most 5 % above the first',
  isMet: errors === 0 && heapLastMiB <= heapFirstMiB * 1.05,
  samples,
}
console.log(soak)
const file = new URL('results.json', import.meta.url)
const results = JSON.parse(await readFile(file, 'utf8')) as BenchResults
await writeFile(file, `${JSON.stringify({ ...results, soak }, undefined, 2)}\n`)
process.exitCode = soak.isMet ? 0 : 1
