import { readFile } from 'node:fs/promises'
import { startRedis, startTlsRedis, type TlsRedis } from '@tradingboost/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { auditRedis } from '../src/index.ts'

let tls: TlsRedis
beforeAll(async () => {
  tls = await startTlsRedis()
  await tls.redis.connect({ db: 2 }).set('nobody:knows:me', '1')
})
afterAll(async () => {
  await tls[Symbol.asyncDispose]()
})

test.each(['127.0.0.1', 'localhost'])('an audit reads over TLS from a server at %s', async (host) => {
  const { cacert, client } = tls.certificates
  const url = `rediss://${host}:${tls.port}/2?cacert=${cacert}&cert=${client.cert}&key=${client.key}`
  expect((await auditRedis(url)).findings).toMatchObject([{ key: 'nobody:knows:me', kind: 'unknown' }])
})

test('?db names the database that is audited', async () => {
  expect([(await auditRedis(`${tls.redis.url}?db=2`)).keys, (await auditRedis(tls.redis.url)).keys]).toEqual([1, 0])
})

test('a client of ioredis over TLS lends its certificates', async () => {
  const { cacert, client } = tls.certificates
  const [ca, cert, key] = await Promise.all([cacert, client.cert, client.key].map(async (path) => await readFile(path)))
  const options = { host: '127.0.0.1', port: tls.port, db: 2, tls: { ca, cert, key } }
  expect((await auditRedis({ options })).keys).toBe(1)
})

test('an empty node of a Cluster is refused, not reported as a Redis in which every key is right', async () => {
  await using node = await startRedis({ config: { 'cluster-enabled': 'yes' } })
  await expect(auditRedis(node.url)).rejects.toMatchObject({
    code: 'redis-refused',
    message: expect.stringMatching(/is a node of a Redis Cluster and holds a part of the keys at most/),
  })
})
