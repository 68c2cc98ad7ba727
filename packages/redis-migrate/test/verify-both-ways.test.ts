import { systemClock } from '@tradingboost/domain'
import { expect, test } from 'vitest'
import { controlMigration, runMigration } from '../src/index.ts'
import { migrationKeys } from '../src/define/migration-keys.ts'
import { originsOf } from '../src/verify/explain-target.ts'
import { aRun, fillBaskets } from './run-request.ts'
import { basket, baskets } from './small-migrations.ts'
import { useRedis } from './use-redis.ts'

const redis = useRedis()
const keys = migrationKeys(baskets.id)
const homeOf = (at: number) => ({ family: basket, key: `basket:o${at}`, params: { owner: `o${at}` } })

test('of many targets each is told by where it comes from, and one that can come from nowhere is foreign', async () => {
  const { raw, connection } = redis()
  await fillBaskets(redis(), 120)
  await runMigration(aRun(redis(), { until: 'verify' }))
  await raw.hset('lines:o3:gold', 'item', 'gold')
  await raw.hset('lines:none:gold', 'item', 'gold')
  const nobody = { family: basket, key: 'basket:none', params: { owner: 'none' } }
  const targets = [
    ...Array.from({ length: 120 }, (_, at) => ({ key: `lines:o${at}:rice`, sources: [homeOf(at)] })),
    { key: 'lines:o3:gold', sources: [homeOf(3)] },
    { key: 'lines:none:gold', sources: [nobody] },
    { key: 'lines:o4:salt', sources: [nobody, homeOf(4)] },
    { key: 'lines-of:o4', sources: [] },
    { key: 'lines:o5:gone', sources: [homeOf(5)] },
  ]
  expect(await originsOf(connection, keys, targets)).toEqual([
    ...Array.from({ length: 120 }, () => 'moved'),
    'unexplained',
    'foreign',
    'moved',
    'foreign',
    'moved',
  ])
})

test('where the look at targets fails the look at sources ends with it, however slow it goes', async () => {
  const { connection } = redis()
  await fillBaskets(redis(), 300)
  await runMigration(aRun(redis(), { until: 'verify' }))
  await controlMigration(connection, baskets.id, systemClock, { kind: 'throttle', rate: 20 })
  const broken = {
    ...baskets,
    sourcesOf: (): never => {
      throw new Error('it knows no sources')
    },
  }
  await expect(runMigration(aRun(redis(), { migration: broken }))).rejects.toThrow('it knows no sources')
  const verified = await redis().raw.hget(keys.state, 'verified')
  expect(Number(verified)).toBeLessThan(300)
})
