import { TradingError } from '@tradingboost/domain'
import { botHeartbeat, environmentMarker, migrationInstances, position } from '@tradingboost/redis-keys'
import { startRedis, startTcpProxy } from '@tradingboost/testkit'
import { expect, test } from 'vitest'
import { createBotStore, createTradingCache, markEnvironment, readEnvironment } from '../src/index.ts'
import { dumpOf } from './dump-of.ts'
import { useRedis } from './use-redis.ts'

const redis = useRedis({ listen: 'port' })
const marker = environmentMarker.build({})
const foreign = position.build({ userId: '1001', exchange: 'okx', symbol: 'XRP-USDT-SWAP', side: 'long' })
const refusalOf = async (work: Promise<unknown>): Promise<TradingError> => {
  const error: unknown = await work.then(
    () => undefined,
    (cause: unknown) => cause,
  )
  if (error instanceof TradingError) return error
  throw new Error(`not refused: ${String(error)}`)
}

test('the first use of an empty database marks it, and the same environment is let in again', async () => {
  const { connect, raw } = redis()
  await connect({ environment: 'paper', name: 'grid-7' })
  await connect({ environment: 'paper', name: 'desk' })
  expect(await raw.hgetall(marker)).toEqual({ environment: 'paper', owner: 'grid-7' })
  expect(await readEnvironment(redis().connection)).toEqual({ environment: 'paper', owner: 'grid-7' })
  expect(await raw.pttl(marker)).toBe(-1)
})

test.each([
  ['a connection', async () => await redis().connect({ environment: 'paper' })],
  ['a lease', async () => await createBotStore(redis().connection).acquireLease('b', 'paper')],
])('%s of paper is refused by keys without a marker, and changes nothing', async (_what, begin) => {
  const { raw, server } = redis()
  await raw.hset(foreign, { quantity: '500' })
  await raw.set('other', '1', 'EX', 1_000)
  const before = await dumpOf(raw)
  const error = await refusalOf(begin())
  expect([error.code, error.retry]).toEqual(['wrong-environment', 'never'])
  expect(error.message).toMatch(
    new RegExp(
      `^${server.url}/0 holds 2 keys and no environment marker, such as "(${foreign}|other)", so it counts as live`,
    ),
  )
  expect(await dumpOf(raw)).toEqual(before)
})

test.each([
  ['paper', 'live'],
  ['live', 'paper'],
] as const)('%s is refused by a database of %s, by the connection and by the lease', async (wanted, held) => {
  const { raw, connect, connection } = redis()
  await markEnvironment(connection, { environment: held, owner: 'ops' })
  const before = await dumpOf(raw)
  for (const begin of [
    async () => await connect({ environment: wanted }),
    async () => await createBotStore(connection).acquireLease('b', wanted),
  ]) {
    expect((await refusalOf(begin())).message).toContain(
      `holds ${held} data of ops, and this is a ${wanted} run: nothing was written; name another database`,
    )
  }
  expect(await dumpOf(raw)).toEqual(before)
})

test('live is let into keys without a marker, and does not mark them', async () => {
  const { raw, connect } = redis()
  await raw.set('other', '1')
  await connect({ environment: 'live' })
  expect(await raw.exists(marker)).toBe(0)
})

test('signs of life that programs write again by themselves do not make a database count as live', async () => {
  const { raw, connect } = redis()
  await raw.set(botHeartbeat.build({ botId: 'b' }), '{"at":1}')
  await raw.hset(migrationInstances.build({ migrationId: '0003-grid-positions' }), 'i b', 'off 1')
  await connect({ environment: 'paper' })
  expect(await raw.hget(marker, 'environment')).toBe('paper')
})

test('a connection that returns to a server of another environment refuses every call from then on', async () => {
  const { server } = redis()
  await using live = await startRedis()
  await live.connect().hset(marker, { environment: 'live', owner: 'ops' })
  await using proxy = await startTcpProxy(server.connection)
  const connection = await redis().connect({ url: `redis://${proxy.host}:${proxy.port}`, environment: 'paper' })
  const cache = createTradingCache(connection)
  await cache.setOrder('o', { price: '1' })
  proxy.leadTo(live.connection)
  proxy.reset()
  await expect
    .poll(
      async () =>
        await cache.getOrder('o').catch((error: unknown) => (error instanceof TradingError ? error.code : error)),
    )
    .toBe('wrong-environment')
  expect(await live.connect().dbsize()).toBe(1)
  await connection.close()
})
