import { epochMs, price, systemClock, TradingError } from '@tradingboost/domain'
import {
  aclUser,
  catalogue,
  formatAclUser,
  referenceOf,
  type AclOwner,
  type AnyKeyFamily,
} from '@tradingboost/redis-keys'
import { allowedCommands, startRedis, type TestRedis } from '@tradingboost/testkit'
import type { Redis } from 'ioredis'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  connectRedis,
  createBotStore,
  createGridOrderStore,
  createNearTradingCache,
  createOrderStore,
  createPositionStore,
  createPriceStore,
  createSettingsStore,
  createTradingCache,
  openNearCache,
  type RedisConnection,
} from '../src/index.ts'
import { gridOrderStoreCases, orderStoreCases, positionStoreCases, tradingCacheCases } from '../src/testing/index.ts'

const users = ['hyperrsi', 'grid', 'shared'] as const
const active = catalogue.filter(({ status }) => status === 'active')
const ofOwner: Readonly<Record<(typeof users)[number], readonly string[]>> = {
  hyperrsi: ['hyperrsi', 'shared', 'engine'],
  grid: ['grid', 'shared', 'engine'],
  shared: ['shared'],
}

let server: TestRedis
let admin: Redis
const connections = new Map<string, RedisConnection>()
const clients = new Map<string, Redis>()

beforeAll(async () => {
  const rules = (name: AclOwner) => (passwordSha256: string) => formatAclUser(aclUser(name), 'aclfile', passwordSha256)
  server = await startRedis({
    listen: 'port',
    users: { hyperrsi: rules('hyperrsi'), grid: rules('grid'), shared: rules('shared') },
  })
  admin = server.connect()
  for (const user of users) {
    const url = `${server.urlAs(user)}/1`
    const { username, password } = new URL(url)
    connections.set(user, await connectRedis({ url, clock: systemClock, random: () => 0.5, name: `test-${user}` }))
    clients.set(user, server.connect({ username, password, enableReadyCheck: false, db: 1 }))
  }
  await admin.select(1)
})
beforeEach(async () => {
  await admin.flushall()
})
afterAll(async () => {
  await Promise.all([...connections.values()].map((connection) => connection.close()))
  await server.stop()
})

const connectionOf = (user: string): RedisConnection => connections.get(user)!

describe.each(users)('%s, logged in as its generated user', (user) => {
  test.each(tradingCacheCases)('cache: $name', async ({ run }) => {
    await run(createTradingCache(connectionOf(user)))
  })
  test.each(positionStoreCases)('positions: $name', async ({ run }) => {
    await run(createPositionStore(connectionOf(user)))
  })
  test.each(orderStoreCases)('orders: $name', async ({ run }) => {
    await run(createOrderStore(connectionOf(user)))
  })
  test('reads through copies that the server keeps true', async () => {
    const connection = connectionOf(user)
    const { near, close } = await openNearCache({
      connection,
      url: `${server.urlAs(user)}/1`,
      clock: systemClock,
      random: () => 0.5,
    })
    const cache = createNearTradingCache(connection, near)
    await cache.setPosition('7', 'A', 'long', { qty: 1 })
    expect((await cache.readPosition('7', 'A', 'long')).value).toEqual({ qty: 1 })
    close()
  })
  test('keeps last prices', async () => {
    const prices = createPriceStore(connectionOf(user), systemClock)
    await prices.save('okx', 'A', { price: price('1.5'), at: epochMs(1) })
    expect((await prices.load('okx', 'A', 1))?.price.toFixed()).toBe('1.5')
  })
})

describe.each(['hyperrsi', 'grid'])('%s, logged in as its generated user', (user) => {
  test('runs a bot: lease, heartbeat, status, memory under the lease', async () => {
    const bots = createBotStore(connectionOf(user))
    const lease = await bots.acquireLease('b', 'paper')
    expect(lease.kind).toBe('acquired')
    expect((await bots.acquireLease('b', 'paper')).kind).toBe('held')
    // A database without a marker is counted.
    await admin.hdel('tradingboost:environment', 'environment', 'owner')
    await admin.set('other', '1')
    await expect(bots.acquireLease('c', 'paper')).rejects.toMatchObject({ code: 'wrong-environment' })
    await admin.del('other')
    if (lease.kind !== 'acquired') return
    await bots.saveMemory('b', { ok: true }, lease.fence)
    await bots.beat('b', { at: epochMs(1), said: {} })
    await bots.saveStatus({ userId: '7', botId: 'b', asTradingStatus: true }, 'running', lease.fence)
    expect(await bots.loadMemory('b')).toEqual({ ok: true })
    expect(await bots.renewLease(lease.fence)).toBe(true)
    expect(await bots.releaseLease(lease.fence)).toBe(true)
  })
})

describe('grid, logged in as its generated user', () => {
  test.each(gridOrderStoreCases)('grid: $name', async ({ run }) => {
    const scope = { userId: '1002', exchange: 'okx', symbol: 'XRP-USDT-SWAP' } as const
    await run(createGridOrderStore(connectionOf('grid'), scope))
  })
})

// Before the tests that send commands past the stores.
test('nothing is allowed that the stores of the tests above did not send', async () => {
  const stats = await admin.info('commandstats')
  const sent = new Set(Array.from(stats.matchAll(/cmdstat_([^:]+):/g), ([, name]) => name))
  const allowed = new Set(users.flatMap((user) => aclUser(user).commands.map((rule) => rule.replace('+', ''))))
  expect([...allowed].filter((command) => !sent.has(command))).toEqual([])
})

test('a refused key is named with its command, and is no reason to try again', async () => {
  const settings = createSettingsStore(connectionOf('grid'), z.object({ leverage: z.int() }))
  const refused: unknown = await settings.save('7', { leverage: 1 }).catch((cause: unknown) => cause)
  expect(refused instanceof TradingError && [refused.code, refused.retry]).toEqual(['redis-refused', 'never'])
  expect(String(refused)).toMatch(/SET user:7:settings: NOPERM/)
})

const writeOf = ({ type }: AnyKeyFamily, key: string): readonly [string, ...string[]] =>
  ({
    string: ['set', key, 'x'],
    hash: ['hset', key, 'f', 'x'],
    set: ['sadd', key, 'x'],
    zset: ['zadd', key, '1', 'x'],
    list: ['rpush', key, 'x'],
  })[type] as [string, ...string[]]

const writes = users.flatMap((user) =>
  active.map((family) => ({
    user,
    family,
    name: family.name,
    verb: ofOwner[user].includes(family.owner) ? 'may' : 'may not',
  })),
)

test.each(writes)('$user $verb write $name', async ({ user, family, verb }) => {
  const { exampleKey } = referenceOf(family)
  const [command, ...args] = writeOf(family, exampleKey)
  const outcome = await clients
    .get(user)!
    .call(command, ...args)
    .then(() => 'may', String)
  expect(outcome).toMatch(
    verb === 'may' ? /^may$/ : /NOPERM this user has no permissions to (access one of the keys|run)/,
  )
  expect(await admin.exists(exampleKey)).toBe(verb === 'may' ? 1 : 0)
})

test.each(writes.filter(({ user, family, verb }) => verb === 'may not' && !family.readers.includes(user)))(
  '$user does not even read $name',
  async ({ user, family }) => {
    const refused: unknown = await clients.get(user)!.type(referenceOf(family).exampleKey).catch(String)
    expect(refused).toMatch(/NOPERM/)
  },
)

test('a script cannot reach what its user may not: the keys are checked, those in the text too', async () => {
  const { exampleKey } = referenceOf(active.find(({ name }) => name === 'gridOrders')!)
  const hyperrsi = clients.get('hyperrsi')!
  await expect(hyperrsi.eval('return redis.call("DEL", KEYS[1])', 1, exampleKey)).rejects.toThrow(/NOPERM/)
  await expect(hyperrsi.eval(`return redis.call("DEL", "${exampleKey}")`, 0)).rejects.toThrow(
    /can't access at least one of the keys/,
  )
})

test.each(users)(
  '%s has no dangerous command but INFO, by which a bot sees whether the server evicts keys',
  async (user) => {
    const dangerous = z.array(z.string()).parse(await admin.acl('CAT', 'dangerous'))
    expect(dangerous.length).toBeGreaterThan(40)
    expect(await allowedCommands(admin, user, dangerous)).toEqual(user === 'shared' ? [] : ['info'])
  },
)
