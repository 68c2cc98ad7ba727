import { startRedis } from '@tradingboost/testkit'
import { order, position, positionIndex, userOrders } from '@tradingboost/redis-keys'
import { expect, test } from 'vitest'
import { readCommands } from '../src/connection/read-command.ts'
import { auditRedis, createProposalCollector } from '../src/index.ts'

test('sends nothing but commands that read, each of which Redis files under reading or asking about the server', async () => {
  await using server = await startRedis()
  const raw = server.connect()
  await raw.hset(position.build({ userId: '1', exchange: 'okx', symbol: 'A', side: 'long' }), 'quantity', '1')
  await raw.sadd(positionIndex.build({ userId: '1', exchange: 'okx' }), 'A:long', 'B:long')
  await raw.sadd(userOrders.build({ userId: '1', exchange: 'okx' }), 'grid-1-b07')
  await raw.hset(order.build({ clientOrderId: 'grid-1-b07' }), 'price', '1')
  await raw.zadd('orders:okx:user:1:symbol:A:orders', '1', 'grid-1-b07')
  await raw.set('unknown:1', '1')
  await raw.rpush('unknown:list', '1')
  await raw.zadd('positions:history:1:okx', '1', '{}')
  await raw.eval(
    `for i = 1, 5000 do
       redis.call('SADD', 'positions:active', i .. ':okx:BTC-USDT-SWAP:long')
       redis.call('ZADD', 'orders:okx:user:2:symbol:A:orders', i, 'grid-1-' .. i .. string.rep('x', 15))
     end`,
    0,
  )
  const dataset = await raw.call('DEBUG', 'DIGEST').catch(() => 'not granted')

  await raw.config('RESETSTAT')
  const report = await auditRedis(server.url, { proposals: createProposalCollector() })
  const stats = await raw.info('commandstats')
  expect(report.keys).toBe(10)

  const sent = [...stats.matchAll(/^cmdstat_([^:]+):/gm)]
    .map(([, name = '']) => name)
    .filter((name) => name !== 'config|resetstat')
    // Asked before anything is read: what kind of server it is.
    .filter((name) => name !== 'hello')
  const allowed = readCommands.map((name) => (name === 'MEMORY' ? 'memory|usage' : name.toLowerCase()))
  expect(allowed).toEqual(expect.arrayContaining(sent))
  expect(sent).toEqual(
    expect.arrayContaining(['scan', 'type', 'pttl', 'memory|usage', 'hgetall', 'sscan', 'sismember', 'zscore']),
  )

  const reading = await raw.acl('CAT', 'read')
  const notFiled = allowed.filter((name) => !(reading as string[]).includes(name))
  expect(notFiled).toEqual(['info'])
  expect(await raw.call('DEBUG', 'DIGEST').catch(() => 'not granted')).toEqual(dataset)
})
