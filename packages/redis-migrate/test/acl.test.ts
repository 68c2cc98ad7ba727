import { systemClock } from '@tradingboost/domain'
import { aclUser, catalogue, channels, formatAclUser } from '@tradingboost/redis-keys'
import {
  connectRedis,
  createGridOrderStore,
  createPositionStore,
  createTradingCache,
  watchLayouts,
} from '@tradingboost/trading-cache'
import { anOrder, aPosition } from '@tradingboost/testkit'
import { expect, test } from 'vitest'
import { gridPositions, migrations, oldLayoutsOf } from '@tradingboost/layout-migrations'
import { migrationKeys } from '../src/define/migration-keys.ts'
import { restoreMigration, rollbackMigration, runMigration } from '../src/index.ts'
import { interrupted } from './bot-account.ts'
import { aRun } from './run-request.ts'
import { useRedis } from './use-redis.ts'

const during = migrations.filter(({ inPlace }) => !inPlace)
const redis = useRedis({
  listen: 'port',
  users: {
    grid: (passwordSha256) => formatAclUser(aclUser('grid', catalogue, channels, during), 'aclfile', passwordSha256),
    migrate: (passwordSha256) => formatAclUser(aclUser('migrate'), 'aclfile', passwordSha256),
    legacy: (hash) => `user legacy on #${hash} ~okx:positions:* resetchannels +@all`,
  },
})

test('logged in as its generated user the runner goes to contract, back by backups, and by rollback', async () => {
  const { server, raw } = redis()
  const url = server.urlAs('migrate')
  const connection = await connectRedis({ url, clock: systemClock, random: () => 0.5, commandWithinMs: 10_000 })
  const request = aRun({ server, connection, raw }, { url, migration: gridPositions, legacyUsers: ['legacy'] })
  const text = '[{"instId": "XRP-USDT-SWAP", "posSide": "long", "pos": "3"}]'
  await raw.set('okx:positions:7', text)
  expect(await runMigration(request)).toMatchObject({ phase: 'contract', removed: 1, feed: 'tracking' })
  expect(await restoreMigration(request)).toMatchObject({ restored: 1, conflicts: [] })
  expect(await raw.get('okx:positions:7')).toBe(text)
  await runMigration({ ...request, until: 'cutover' })
  await raw.hset('positions:7:okx:XRP-USDT-SWAP:long', 'quantity', '4')
  await raw.hset(migrationKeys(gridPositions.id).saved, 'positions:7:okx:XRP-USDT-SWAP:long', '1')
  expect(await rollbackMigration(request)).toMatchObject({ told: 1, kept: [] })
  expect(await raw.get('okx:positions:7')).toContain('"4"')
  expect(await raw.acl('LOG')).toEqual([])
  await connection.close()
})

test('logged in as its generated user during the migrations a bot writes both layouts of each', async () => {
  const { server, raw, connection } = redis()
  const url = server.urlAs('grid')
  const own = await connectRedis({ url, clock: systemClock, random: () => 0.5, commandWithinMs: 10_000 })
  const layouts = oldLayoutsOf({ exchange: 'okx' })
  const watch = await watchLayouts({ connection: own, clock: systemClock, layouts, instanceId: 'grid-1' })
  const account = { userId: '7', exchange: 'okx' } as const
  const rungs = createGridOrderStore(own, { ...account, symbol: 'A' }, undefined, watch)
  const order = { order: anOrder({ symbol: 'A', price: 1 }), botId: 'grid-1', leg: 'b05', level: 5, ...account }
  await raw.hset('okx:user:7:symbol:A:order_placed', { 3: '0' })
  await raw.pexpire('okx:user:7:symbol:A:order_placed', 200_000)
  await raw.set('position:7:A', '{"side":"long"}', 'PX', 200_000)
  const runner = interrupted(connection, async () => await watch.refresh())
  for (const until of ['expand', 'verify', 'cutover'] as const) {
    for (const migration of during) {
      await runMigration(aRun(redis(), { migration, connection: runner.connection, until, instancesWithinMs: 10_000 }))
    }
    await createPositionStore(own, undefined, watch).replaceAll(account, 'A', [aPosition({ symbol: 'A' })])
    await rungs.place(5, order)
    await rungs.replaceAll(new Map(), [])
    await rungs.replaceAll(new Map([[5, true]]), [order])
    const cache = createTradingCache(own, watch)
    await cache.removePosition('7', 'A', 'long')
    await cache.setPosition('7', 'A', 'short', { side: 'short' })
    expect([
      await raw.get('okx:positions:7'),
      await raw.hgetall('okx:user:7:symbol:A:order_placed'),
      await raw.get('user:7:position:A:short'),
    ]).toEqual([expect.stringContaining('"A"'), { 5: '1' }, '{"side":"short"}'])
  }
  expect(await raw.acl('LOG')).toEqual([])
  await watch.close()
  await own.close()
})
