import { readFile } from 'node:fs/promises'
import { gridPositions } from '@tradingboost/layout-migrations'
import { listOf, okxRow, raw } from '@tradingboost/layout-migrations/testing'
import { expect, test } from 'vitest'
import { rollbackMigration, runMigration, type RunRequest } from '../src/index.ts'
import { migrationKeys } from '../src/define/migration-keys.ts'
import { interrupted } from './bot-account.ts'
import { readsIndexFirst, readsList, type LegacyReading } from './legacy-readers.ts'
import { aRun } from './run-request.ts'
import { useRedis } from './use-redis.ts'

const redis = useRedis()
const untilCutOver = ['expand', 'backfill', 'verify', 'cutover'] as const

const lists: Readonly<Record<string, string>> = {
  hedge: listOf(okxRow({ pos: '3' }), okxRow({ posSide: 'short', pos: '2' })),
  net: listOf(okxRow({ posSide: 'net', pos: '-1.5' }), okxRow({ instId: 'BTC-USDT-SWAP', posSide: 'net', pos: '4' })),
  numbers: listOf(okxRow({ posSide: 'net', pos: raw('-2.50'), notionalUsd: raw('157.44') })),
  closed: listOf(okxRow({ pos: '5' }), okxRow({ instId: 'ADA-USDT-SWAP', pos: '0', notionalUsd: '' })),
  unknown: listOf(okxRow({ pos: '' }), okxRow({ instId: 'ADA-USDT-SWAP', pos: '7' })),
  refused: listOf(okxRow({ posSide: 'sideways' }), okxRow({ instId: 'ADA-USDT-SWAP', pos: '7' })),
  conflict: listOf(okxRow({ pos: '6' })),
  flat: '[]',
}

/** Sizes as each list says them, by the original's rule: the sum of `pos` of a symbol, net shorts negative. */
const wanted: Readonly<Record<string, LegacyReading['sizes']>> = {
  hedge: { 'XRP-USDT-SWAP': 5 },
  net: { 'XRP-USDT-SWAP': -1.5, 'BTC-USDT-SWAP': 4 },
  numbers: { 'XRP-USDT-SWAP': -2.5 },
  closed: { 'XRP-USDT-SWAP': 5 },
  unknown: { 'ADA-USDT-SWAP': 7 },
  refused: { 'XRP-USDT-SWAP': 3, 'ADA-USDT-SWAP': 7 },
  conflict: { 'XRP-USDT-SWAP': 6 },
  flat: {},
}

async function fill(): Promise<void> {
  for (const [userId, text] of Object.entries(lists)) await redis().raw.set(`okx:positions:${userId}`, text)
  await redis().raw.hset('positions:conflict:okx:XRP-USDT-SWAP:long', { id: 'abc', size: '6', side: 'long' })
}

async function sizesBy(reader: typeof readsList): Promise<Readonly<Record<string, LegacyReading['sizes']>>> {
  const sizes: Record<string, LegacyReading['sizes']> = {}
  for (const userId of Object.keys(lists)) sizes[userId] = (await reader(redis().raw, userId)).sizes
  return sizes
}

async function expectTheSame(when: string): Promise<void> {
  expect([when, await sizesBy(readsList)]).toEqual([when, wanted])
  expect([when, await sizesBy(readsIndexFirst)]).toEqual([when, wanted])
}

const request = (overrides: Partial<RunRequest>): RunRequest =>
  aRun(redis(), { migration: gridPositions, ...overrides })

test('both releases read the same sizes before, in and after each phase to the cut-over, and after a rollback', async () => {
  await fill()
  await expectTheSame('before')
  let looks = 0
  for (const until of untilCutOver) {
    const { connection } = interrupted(redis().connection, async () => {
      looks += 1
      await expectTheSame(`in ${until}`)
    })
    await runMigration(request({ until, connection }))
    await expectTheSame(`after ${until}`)
  }
  expect(looks).toBeGreaterThan(untilCutOver.length)
  const back = interrupted(redis().connection, async () => await expectTheSame('in the rollback'))
  await rollbackMigration(request({ connection: back.connection }))
  await expectTheSame('after the rollback')
})

test('a list that its writer sets again while the migration is under way is read by both as it is then', async () => {
  await fill()
  await runMigration(request({ until: 'backfill' }))
  await redis().raw.set('okx:positions:net', listOf(okxRow({ posSide: 'net', pos: '-9' })))
  await runMigration(request({ until: 'verify' }))
  const { sizes } = await readsIndexFirst(redis().raw, 'net')
  expect(sizes).toEqual((await readsList(redis().raw, 'net')).sizes)
  expect(sizes).toEqual({ 'XRP-USDT-SWAP': -9 })
})

test('the table of the runbook names what each release reads in each phase', async () => {
  const { raw: client, connection } = redis()
  await client.set('okx:positions:7', lists['net']!)
  const found = new Map<string, readonly [earlier: Set<string>, newer: Set<string>]>()
  const read = async (phase: string): Promise<void> => {
    const [earlier, newer] = found.get(phase) ?? [new Set<string>(), new Set<string>()]
    earlier.add((await readsList(client, '7')).from)
    newer.add((await readsIndexFirst(client, '7')).from)
    found.set(phase, [earlier, newer])
  }
  const { state } = migrationKeys(gridPositions.id)
  const inPhase = async (): Promise<void> => {
    const phase = await client.hget(state, 'phase')
    if (phase !== null && phase !== 'off') await read(phase)
  }
  await read('before')
  await runMigration(request({ until: 'cutover', connection: interrupted(connection, inPhase).connection }))
  await inPhase()
  await rollbackMigration(request({}))
  await read('after a rollback')
  await runMigration(request({ until: 'contract' }))
  await read('after contract')
  expect((await readsIndexFirst(client, '7')).sizes).toEqual(wanted['net'])
  const rows = [...found].map(([phase, releases]) => [phase, ...releases.map((from) => [...from].join(', then '))])
  const told = await rowsOfRunbook()
  expect(told).toHaveLength(rows.length)
  expect(new Set(told)).toEqual(new Set(rows))
})

async function rowsOfRunbook(): Promise<readonly (readonly string[])[]> {
  const text = await readFile(new URL('../../../docs/runbooks/migrate-live.md', import.meta.url), 'utf8')
  const lines = text.split('\n')
  const head = lines.findIndex((line) => line.startsWith('| phase | earlier release |'))
  const end = lines.findIndex((line, at) => at > head && !line.startsWith('|'))
  return lines.slice(head + 2, end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  )
}
