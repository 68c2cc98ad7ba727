import { startRedis } from '@tradingboost/testkit'
import { expect, test } from 'vitest'
import { auditRedis, formatAudit } from '../src/index.ts'

test('keys of Celery and of other programs are counted by family, apart from ours, and are no findings', async () => {
  await using server = await startRedis()
  const raw = server.connect()
  await raw.rpush('celery', '{}', '{}')
  await raw.rpush('celery\u0006\u00163', '{}')
  await raw.rpush('celery\u0006\u00166', '{}')
  await raw.sadd('_kombu.binding.celery', 'celery\u0006\u0016\u0006\u0016celery')
  await raw.sadd('_kombu.binding.celery.pidbox', '\u0006\u0016')
  await raw.hset('unacked', 'tag', '[]')
  await raw.zadd('unacked_index', 1, 'tag')
  for (const id of ['a', 'b', 'c']) await raw.set(`celery-task-meta-${id}`, '{}', 'EX', 172_800)
  await raw.set('test_key', '1')
  // Its own family says that it expires; how long another program keeps it is that program's matter.
  await raw.set('celery-task-meta-d', '{}')
  await raw.hset('orders:1234', 'a', '{}')

  const report = await auditRedis(server.url)
  expect(report.findings.map(({ kind, key }) => [kind, key])).toEqual([['legacy', 'orders:1234']])
  expect(Object.entries(report.foreign).map(([name, { keys }]) => [name, keys])).toEqual([
    ['celeryPriorityQueue', 2],
    ['celeryQueue', 1],
    ['celeryResult', 4],
    ['kombuBinding', 2],
    ['testKey', 1],
    ['unacked', 1],
    ['unackedIndex', 1],
  ])
  expect(report.families).toEqual({ gridUserOrders: { keys: 1, bytes: expect.any(Number), findings: { legacy: 1 } } })
  expect(report.keys).toBe(13)
  expect(formatAudit(report)).toMatch(/^of other programs +keys +memory\nceleryPriorityQueue +2 /m)
})
