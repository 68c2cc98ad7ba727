import { gridPositions, migrations } from '@tradingboost/layout-migrations'
import { expect, test } from 'vitest'
import { rollbackMigration, runMigration } from '../src/index.ts'
import { aRun } from './run-request.ts'
import { useRedis } from './use-redis.ts'

const redis = useRedis()
const placedLevels = migrations.find(({ id }) => id === '0002-order-placed-prefix') ?? gridPositions
const source = 'okx:positions:7'
const ada = 'positions:7:okx:ADA-USDT-SWAP:short'
const xrp = 'positions:7:okx:XRP-USDT-SWAP:long'

async function cutOver(): Promise<string> {
  const { raw } = redis()
  const rows = [
    { instId: 'ADA-USDT-SWAP', posSide: 'short', pos: '5', avgPx: '0.4' },
    { instId: 'XRP-USDT-SWAP', posSide: 'long', pos: '2', avgPx: '0.5' },
  ]
  await raw.set(source, JSON.stringify(rows, undefined, 1), 'PX', 3_000_000)
  const before = await stateOf(source)
  await runMigration(aRun(redis(), { migration: gridPositions, until: 'cutover' }))
  return before
}

async function stateOf(key: string): Promise<string> {
  const dump = await redis().raw.dumpBuffer(key)
  return `${dump?.toString('hex')} ${await redis().raw.pexpiretime(key)}`
}

const foreignWrites = [
  { name: 'changed', write: () => redis().raw.hset(ada, 'quantity', '9'), left: [ada] },
  { name: 'rewritten in fields of its own', write: () => redis().raw.hset(ada, 'quantity', 'nine'), left: [ada] },
  { name: 'removed', write: () => redis().raw.del(ada), left: [] },
  { name: 'replaced by another type', write: () => replaceByText(ada), left: [ada] },
] as const

async function replaceByText(key: string): Promise<void> {
  await redis().raw.del(key)
  await redis().raw.set(key, 'not a hash')
}

test.each(foreignWrites)(
  'a moved target that a foreign program $name is not written back to its source',
  async ({ write, left }) => {
    const before = await cutOver()
    await write()
    await rollbackMigration(aRun(redis(), { migration: gridPositions }))
    expect(await stateOf(source)).toBe(before)
    expect(await redis().raw.exists(xrp)).toBe(0)
    expect(await redis().raw.keys('positions:7:*')).toEqual(left)
  },
)

test('levels that a foreign program changed under their new name are not written back', async () => {
  const { raw } = redis()
  const old = 'okx:user:1:symbol:XRP-USDT-SWAP:order_placed'
  await raw.hset(old, { 3: 'true', 5: 'false' })
  const before = await stateOf(old)
  await runMigration(aRun(redis(), { migration: placedLevels, until: 'cutover' }))
  await raw.hset(`orders:${old}`, '3', 'false')
  await rollbackMigration(aRun(redis(), { migration: placedLevels }))
  expect(await stateOf(old)).toBe(before)
  expect(await raw.hgetall(`orders:${old}`)).toEqual({ 3: 'false', 5: 'false' })
})

test('a target that existed before the run and that its own program changed since is not written back', async () => {
  const { raw } = redis()
  const old = 'okx:user:1:symbol:XRP-USDT-SWAP:order_placed'
  await raw.hset(old, { 3: 'true' })
  await raw.hset(`orders:${old}`, { 3: 'true' })
  const before = await stateOf(old)
  await runMigration(aRun(redis(), { migration: placedLevels, until: 'cutover' }))
  await raw.hset(`orders:${old}`, '3', 'false')
  const after = await stateOf(`orders:${old}`)
  await rollbackMigration(aRun(redis(), { migration: placedLevels }))
  expect([await stateOf(old), await stateOf(`orders:${old}`)]).toEqual([before, after])
})
