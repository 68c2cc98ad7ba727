import { readFile, writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { openDesk } from './bench-desk.ts'
import type { Comparison } from './compare.ts'
import { benchBulkOverTcp, benchCachedPositions } from './parts/cached-positions.ts'
import { benchInvalidationDelay } from './parts/invalidation-delay.ts'
import { benchMemory } from './parts/memory-per-position.ts'
import { benchNearHit } from './parts/near-hit.ts'
import { benchPositionRecords } from './parts/position-records.ts'
import { benchTypedCommands } from './parts/typed-commands.ts'
import type { BenchResults } from './results.ts'

/** `pnpm bench`: every figure of docs/performance.md in one run, into results.json. The soak has a program of its own. */
const file = new URL('results.json', import.meta.url)
const before = JSON.parse(await readFile(file, 'utf8')) as Partial<BenchResults>
const comparisons: Comparison[] = []
const show = (...added: readonly Comparison[]): void => {
  comparisons.push(...added)
  for (const { what, peer, ratio, goal, isMet } of added) {
    console.log(`${isMet ? 'ok   ' : 'below'} ${ratio.toFixed(2)}x (${goal}) ${what}, against ${peer}`)
  }
}

await using desk = await openDesk()
show(...(await benchCachedPositions(desk)))
{
  await using overTcp = await openDesk('tcp')
  show(await benchBulkOverTcp(overTcp))
}
show(...(await benchPositionRecords(desk)))
show(await benchTypedCommands(desk))
show(await benchNearHit(desk))
const memory = await benchMemory(desk)
console.table(memory)
const invalidation = await benchInvalidationDelay()
console.log(`${invalidation.isMet ? 'ok   ' : 'below'} invalidation`, invalidation)

const version = /redis_version:(\S+)/.exec(await desk.server.connect().info('server'))?.[1] ?? 'unknown'
const results: BenchResults = {
  machine: `${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown'}, node ${process.version}, redis ${version}, unix socket where nothing else is said`,
  comparisons,
  invalidation,
  memory,
  soak: before.soak,
}
await writeFile(file, `${JSON.stringify(results, undefined, 2)}\n`)
