import { systemClock, TradingError } from '@tradingboost/domain'
import { startRedis, startTcpProxy } from '@tradingboost/testkit'
import { botMemory, position, price } from '@tradingboost/redis-keys'
import { expect, test } from 'vitest'
import { hgetall } from '../src/commands/hash-commands.ts'
import { get, setPersistent } from '../src/commands/string-commands.ts'
import { defineScript } from '../src/connection/redis-script.ts'
import { connectRedis, ping, type ConnectionChange, type RedisConnection } from '../src/index.ts'
import { useRedis } from './use-redis.ts'

const redis = useRedis()
const memory = botMemory.build({ botId: 'grid-1' })

async function thrown(promise: Promise<unknown>): Promise<TradingError> {
  const error: unknown = await promise.then(
    () => undefined,
    (cause: unknown) => cause,
  )
  if (error instanceof TradingError) return error
  throw new Error('no TradingError was thrown', { cause: error })
}

const open = (url: string, more: object = {}): Promise<RedisConnection> =>
  connectRedis({ url, clock: systemClock, random: () => 0, ...more })

test('connects by unix socket and by URL alike', async () => {
  await using server = await startRedis({ listen: 'port' })
  const connection = await open(server.url)
  await connection.send(setPersistent(memory, '{}'))
  expect(await connection.send(get(memory))).toBe('{}')
  expect(connection.address).toBe(`${server.url}/0`)
  await connection.close()
})

test('says within its time limit that no server is there', async () => {
  const error = await thrown(open('redis://:secret@127.0.0.1:1', { connectWithinMs: 200 }))
  expect([error.code, error.retry]).toEqual(['redis-unavailable', 'later'])
  expect(error.message).toMatch(/no Redis at redis:\/\/127\.0\.0\.1:1\/0 within 200 ms: .*ECONNREFUSED/)
  expect(error.message).not.toContain('secret')
})

test('refuses an address it cannot read, without printing it', async () => {
  const error = await thrown(open('http://user:secret@host'))
  expect([error.code, error.message.includes('secret')]).toEqual(['invalid-config', false])
})

test('says at once that the password is wrong', async () => {
  await using server = await startRedis({ listen: 'port' })
  await server.connect().config('SET', 'requirepass', 'right')
  const error = await thrown(open(server.url.replace('redis://', 'redis://:wrong@'), { connectWithinMs: 20_000 }))
  expect([error.code, error.retry]).toEqual(['redis-refused', 'never'])
  expect(error.message).toMatch(/WRONGPASS/)
})

test('says that a password is wanted where none is given', async () => {
  await using server = await startRedis()
  await server.connect().config('SET', 'requirepass', 'right')
  const error = await thrown(open(server.url, { connectWithinMs: 20_000 }))
  expect([error.code, error.retry]).toEqual(['redis-refused', 'never'])
  expect(error.message).toMatch(/NOAUTH/)
})

test('waits for a server that still loads its data', async () => {
  const slow = { 'key-load-delay': '2000', 'loading-process-events-interval-bytes': '1024' }
  await using server = await startRedis({ config: slow })
  const before = server.connect()
  await Promise.all(Array.from({ length: 400 }, (_, at) => before.set(`filler-${at}`, 'x'.repeat(100))))
  await before.set(memory, '{}')
  await before.save()
  await server.kill()
  const restarting = server.restart()
  const connection = await open(server.url, { connectWithinMs: 20_000 })
  expect(await connection.send(get(memory))).toBe('{}')
  await restarting
  await connection.close()
})

test('fails at once when the server dies, tells so, and works again when it is back', async () => {
  await using server = await startRedis()
  const changes: ConnectionChange['kind'][] = []
  const connection = await open(server.url, { onChange: (change: ConnectionChange) => changes.push(change.kind) })
  await server.kill()
  const error = await thrown(connection.send(get(memory)))
  expect([error.code, error.retry]).toEqual(['redis-unavailable', 'later'])
  expect(error.message).toContain('GET bot:grid-1:memory')
  await server.restart()
  await expect.poll(() => connection.isReady, { timeout: 5_000 }).toBe(true)
  expect(await connection.send(get(memory))).toBeUndefined()
  expect([changes[0], changes.at(-1)]).toEqual(['lost', 'ready'])
  await connection.close()
})

test('gives up on a server that hangs after its time limit, for every kind of call', async () => {
  await using server = await startRedis()
  const connection = await open(server.url, { commandWithinMs: 100 })
  await server.freeze()
  const script = defineScript('echo', 'return ARGV[1]')
  const calls = [
    connection.send(ping),
    connection.sendAll([get(memory), get(memory)]),
    connection.run({ script, keys: [], args: ['x'], read: String }),
  ]
  expect(await Promise.all(calls.map(async (call) => (await thrown(call)).code))).toEqual(
    Array(3).fill('redis-unavailable'),
  )
  await server.thaw()
  await connection.close()
})

test('does not send a command again whose answer was lost', async () => {
  await using server = await startRedis()
  await using proxy = await startTcpProxy(server.connection)
  const connection = await open(`redis://${proxy.host}:${proxy.port}`, { commandWithinMs: 400 })
  const script = defineScript('count', `return redis.call('INCR', KEYS[1])`)
  const count = (): Promise<number> => connection.run({ script, keys: [memory], args: [], read: Number })
  expect(await count()).toBe(1)
  proxy.dropReplies()
  expect((await thrown(count())).code).toBe('redis-unavailable')
  proxy.heal()
  await expect.poll(() => connection.send(ping).then(() => 'answers', String), { timeout: 5_000 }).toBe('answers')
  expect(await server.connect().get(memory)).toBe('2')
  await connection.close()
})

test('runs a script again after the server forgot it', async () => {
  const { connection, raw } = redis()
  const script = defineScript('sum', 'return ARGV[1] + ARGV[2]')
  const sum = (): Promise<number> => connection.run({ script, keys: [], args: [2, 3], read: Number })
  expect(await sum()).toBe(5)
  await raw.script('FLUSH')
  expect(await sum()).toBe(5)
  expect(await sum()).toBe(5)
  expect(await raw.script('EXISTS', script.sha1)).toEqual([1])
})

test('an error inside a pipeline names the command and the key that failed', async () => {
  const { connection, raw } = redis()
  const bad = position.build({ userId: '7', exchange: 'okx', symbol: 'B', side: 'long' })
  await raw.set(bad, 'text')
  const good = position.build({ userId: '7', exchange: 'okx', symbol: 'A', side: 'long' })
  const error = await thrown(connection.sendAll([hgetall(good), hgetall(bad)]))
  expect([error.code, error.retry, error.details['keys']]).toEqual(['redis-refused', 'never', [bad]])
  expect(error.message).toMatch(/refused HGETALL positions:7:okx:B:long: WRONGTYPE/)
})

test('full memory is a refusal that may pass', async () => {
  const { connection, raw } = redis()
  await raw.config('SET', 'maxmemory', '1')
  const error = await thrown(connection.send(setPersistent(memory, '{}')))
  await raw.config('SET', 'maxmemory', '0')
  expect([error.code, error.retry]).toEqual(['redis-refused', 'later'])
})

test('a replica that only reads counts as not available', async () => {
  const { connection, raw } = redis()
  await raw.replicaof('127.0.0.1', 1)
  const error = await thrown(connection.send(setPersistent(memory, '{}')))
  await raw.replicaof('NO', 'ONE')
  expect([error.code, error.retry]).toEqual(['redis-unavailable', 'later'])
})

test('a closed connection refuses, and closing twice is allowed', async () => {
  const connection = await redis().connect()
  await connection.close()
  await connection.close()
  const key = price.build({ exchange: 'okx', symbol: 'A' })
  expect((await thrown(connection.send(get(key)))).code).toBe('redis-unavailable')
  expect((await thrown(connection.sendAll([get(key)]))).code).toBe('redis-unavailable')
})
