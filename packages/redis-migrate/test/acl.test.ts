import { systemClock } from '@tradingboost/domain'
import { aclUser, formatAclUser } from '@tradingboost/redis-keys'
import { connectRedis } from '@tradingboost/trading-cache'
import { expect, test } from 'vitest'
import { gridPositions, restoreMigration, rollbackMigration, runMigration } from '../src/index.ts'
import { aRun } from './run-request.ts'
import { useRedis } from './use-redis.ts'

const redis = useRedis({
  listen: 'port',
  users: {
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
  expect(await rollbackMigration(request)).toMatchObject({ told: 1, refused: [] })
  expect(await raw.get('okx:positions:7')).toContain('"4"')
  expect(await raw.acl('LOG')).toEqual([])
  await connection.close()
})
