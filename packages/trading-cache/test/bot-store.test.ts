import { epochMs } from '@tradingboost/domain'
import { expect, test } from 'vitest'
import {
  createBotStore,
  createGridOrderStore,
  createOrderStore,
  createPositionStore,
  type BotStore,
  type Fence,
} from '../src/index.ts'
import { sampleOrder } from '../src/testing/sample-order.ts'
import { samplePosition } from '../src/testing/sample-position.ts'
import { useRedis } from './use-redis.ts'

const redis = useRedis()

async function acquired(store: BotStore, leaseMs?: number): Promise<Fence> {
  const outcome = await store.acquireLease('grid-1', 'paper', leaseMs)
  if (outcome.kind !== 'acquired') throw new Error(`the lease is ${outcome.kind}`)
  return outcome.fence
}

test('one process at a time holds the lease of a bot', async () => {
  const here = createBotStore(redis().connection)
  const there = createBotStore(await redis().connect())
  const fence = await acquired(here)
  const refused = await there.acquireLease('grid-1', 'paper')
  expect(refused.kind === 'held' && refused.expiresInMs > 29_000 && refused.expiresInMs <= 30_000).toBe(true)
  expect(await here.renewLease(fence)).toBe(true)
  expect(await here.releaseLease(fence)).toBe(true)
  expect((await there.acquireLease('grid-1', 'paper')).kind).toBe('acquired')
})

test('of many that ask at once one gets it', async () => {
  const here = createBotStore(redis().connection)
  const there = createBotStore(await redis().connect())
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? here : there).acquireLease('grid-1', 'paper')),
  )
  expect(outcomes.filter((outcome) => outcome.kind === 'acquired')).toHaveLength(1)
})

test('a lease that ran out is lost: it can be neither renewed nor given back, and its successor has a higher token', async () => {
  const store = createBotStore(redis().connection)
  const first = await acquired(store, 20)
  await expect.poll(async () => await redis().raw.exists('bot:grid-1:lease')).toBe(0)
  const second = await acquired(store)
  expect(Number(second.token)).toBeGreaterThan(Number(first.token))
  expect([await store.renewLease(first), await store.releaseLease(first), await store.renewLease(second)]).toEqual([
    false,
    false,
    true,
  ])
})

test('a lease is not given back to one whom another process has overtaken, and is after Redis lost its data', async () => {
  const store = createBotStore(redis().connection)
  const first = await acquired(store)
  await store.releaseLease(first)
  await store.releaseLease(await acquired(createBotStore(await redis().connect())))
  expect(await store.acquireLease('grid-1', 'paper', 1_000, first)).toEqual({ kind: 'overtaken' })
  await redis().raw.flushall()
  expect((await store.acquireLease('grid-1', 'paper', 1_000, first)).kind).toBe('acquired')
})

test('a user’s bots run while any of them runs, and one that stops says nothing of the other', async () => {
  const store = createBotStore(redis().connection)
  const [hyperrsi, grid] = ['hyperrsi-1', 'grid-1'].map((botId) => ({ userId: '7', botId, asTradingStatus: false }))
  await store.saveStatus(hyperrsi!, 'running')
  await store.saveStatus(grid!, 'running')
  await store.saveStatus(hyperrsi!, 'stopped')
  expect(await store.botStatus('7')).toBe('running')
  await store.saveStatus(grid!, 'error')
  expect([await store.botStatus('7'), await store.tradingStatus('7')]).toEqual(['error', undefined])
  await store.saveStatus(grid!, 'stopped')
  expect(await store.botStatus('7')).toBe('stopped')
})

test('tokens grow over a Redis that lost its data', async () => {
  const store = createBotStore(redis().connection)
  const before = await acquired(store)
  await redis().raw.flushall()
  const after = await acquired(store)
  expect(Number(after.token)).toBeGreaterThan(Number(before.token))
})

test('no store writes for a process whose lease another one took', async () => {
  const { connection, raw } = redis()
  const bots = createBotStore(connection)
  const lost = await acquired(bots)
  await bots.releaseLease(lost)
  const held = await acquired(bots)
  const grid = { userId: '1002', exchange: 'okx', symbol: 'XRP-USDT-SWAP' } as const
  const write = (fence: Fence): readonly (() => Promise<unknown>)[] => [
    () => createPositionStore(connection, fence).save(grid, samplePosition(1)),
    () => createPositionStore(connection, fence).replaceAll(grid, grid.symbol, [samplePosition(1)]),
    () => createOrderStore(connection, fence).save(sampleOrder()),
    () => createGridOrderStore(connection, grid, fence).place(7, sampleOrder()),
    () => createGridOrderStore(connection, grid, fence).replaceAll(new Map([[7, true]]), [sampleOrder()]),
    () => bots.saveMemory('grid-1', { sequence: 1 }, fence),
    () => bots.saveStatus({ userId: '1002', botId: 'grid-1', asTradingStatus: true }, 'running', fence),
    () => createOrderStore(connection, fence).overwriteAll([sampleOrder()]),
  ]
  for (const attempt of write(lost))
    await expect(attempt()).rejects.toMatchObject({ code: 'lease-lost', retry: 'never' })
  expect((await raw.scan('0', 'COUNT', 100))[1].toSorted()).toEqual([
    'bot:grid-1:fence',
    'bot:grid-1:lease',
    'tradingboost:environment',
  ])
  for (const attempt of write(held)) await attempt()
  expect(await raw.exists('bot:grid-1:memory')).toBe(1)
})

test('memory comes back as it was saved, digits and all, and stays', async () => {
  const store = createBotStore(redis().connection)
  const memory = { sequence: 12, text: 'a \ud800 b', rungs: [], seed: 1e-7, deep: { note: '그리드' } }
  await store.saveMemory('grid-1', memory)
  expect(await store.loadMemory('grid-1')).toEqual(memory)
  expect(await redis().raw.ttl('bot:grid-1:memory')).toBe(-1)
})

test('a heartbeat stands for 30 s with what the process said', async () => {
  const store = createBotStore(redis().connection)
  expect(await store.heartbeat('grid-1')).toBeUndefined()
  await store.beat('grid-1', { at: epochMs(1_000), said: { candles: 7 } })
  expect(await store.heartbeat('grid-1')).toEqual({ at: 1_000, said: { candles: 7, at: 1_000 } })
  expect(await redis().raw.ttl('bot:grid-1:heartbeat')).toBeGreaterThan(25)
})

test('a status is one of the known words, and what the original left is an error', async () => {
  const store = createBotStore(redis().connection)
  expect(await store.tradingStatus('1001')).toBeUndefined()
  await store.saveStatus({ userId: '1001', botId: 'hyperrsi-1', asTradingStatus: true }, 'running')
  expect([await store.tradingStatus('1001'), await store.botStatus('1001')]).toEqual(['running', 'running'])
  await redis().raw.set('user:1001:trading:status', 'False')
  await expect(store.tradingStatus('1001')).rejects.toMatchObject({ code: 'stored-value-invalid' })
})
