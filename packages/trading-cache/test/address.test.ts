import { systemClock } from '@tradingboost/domain'
import { positionCache } from '@tradingboost/redis-keys'
import { startTlsRedis, type TlsRedis } from '@tradingboost/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectRedis, createNearTradingCache, createTradingCache, openNearCache } from '../src/index.ts'

let tls: TlsRedis
beforeAll(async () => {
  tls = await startTlsRedis()
})
afterAll(async () => {
  await tls[Symbol.asyncDispose]()
})

const connect = async (url: string) =>
  await connectRedis({ url, clock: systemClock, random: () => 0.5, connectWithinMs: 3_000 })
const files = () => {
  const { cacert, client } = tls.certificates
  return `cacert=${cacert}&cert=${client.cert}&key=${client.key}`
}

test.each(['127.0.0.1', 'localhost'])('a cache, near and far, works over TLS with a server at %s', async (host) => {
  const url = `rediss://${host}:${tls.port}?db=3&${files()}`
  const connection = await connect(url)
  expect(connection.address).toBe(`rediss://${host}:${tls.port}/3`)
  const { near, close } = await openNearCache({ connection, url, clock: systemClock, random: () => 0.5 })
  await createTradingCache(connection).setPosition('1', 'BTC-USDT-SWAP', 'long', { size: '1' })
  const cache = createNearTradingCache(connection, near)
  expect((await cache.readPosition('1', 'BTC-USDT-SWAP', 'long')).value).toEqual({ size: '1' })
  close()
  await connection.close()
  const key = positionCache.build({ userId: '1', exchange: 'okx', symbol: 'BTC-USDT-SWAP', side: 'long' })
  expect(await tls.redis.connect({ db: 3 }).exists(key)).toBe(1)
})

test('a server whose authority is not known is refused', async () => {
  await expect(connect(`rediss://127.0.0.1:${tls.port}`)).rejects.toThrow(/certificate/)
})

test('the database of ?db is that of the connection, over a socket too', async () => {
  const connection = await connect(`${tls.redis.url}?db=2`)
  await createTradingCache(connection).setOrder('o-1', { price: '1' })
  await connection.close()
  expect(connection.address).toBe(`${tls.redis.url}?db=2`)
  const sizes = await Promise.all([0, 2].map(async (db) => await tls.redis.connect({ db }).dbsize()))
  expect(sizes).toEqual([0, 1])
})
