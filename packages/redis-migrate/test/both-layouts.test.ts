import {
  epochMs,
  money,
  price,
  quantity,
  SimulatedClock,
  systemClock,
  TradingError,
  type Position,
  type PositionSide,
} from '@tradingboost/domain'
import {
  connectRedis,
  createPositionStore,
  watchLayouts,
  type LayoutWatch,
  type PositionStore,
  type RedisConnection,
} from '@tradingboost/trading-cache'
import { afterEach, expect, test } from 'vitest'
import { migrations, oldLayoutOf } from '@tradingboost/layout-migrations'
import { rollbackMigration, runMigration, type Phase, type RunRequest } from '../src/index.ts'
import { aRun } from './run-request.ts'
import { snapshot, useRedis } from './use-redis.ts'

const redis = useRedis()
const gridPositions = migrations.find(({ id }) => id === '0003-grid-positions')!
const account = { userId: '7', exchange: 'okx' } as const
const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of opened.splice(0).toReversed()) await one.close()
})

interface Instance {
  readonly connection: RedisConnection
  readonly watch: LayoutWatch
  readonly store: PositionStore
}

async function anInstance(instanceId: string): Promise<Instance> {
  const connection = await connectRedis({ url: redis().server.url, clock: systemClock, random: Math.random })
  const layouts = [oldLayoutOf(gridPositions, { exchange: 'okx' })]
  const watch = await watchLayouts({ connection, clock: systemClock, layouts, instanceId })
  opened.push(connection, watch)
  return { connection, watch, store: createPositionStore(connection, undefined, watch) }
}

const aRunOf0003 = (overrides: Partial<RunRequest> = {}): RunRequest =>
  aRun(redis(), { migration: gridPositions, instancesWithinMs: 10_000, ...overrides })

function aPosition(revision: number, symbol: string, side: PositionSide, size: string): Position {
  return {
    symbol,
    side,
    quantity: quantity(size),
    averagePrice: price('0.5231'),
    realizedPnl: money('0'),
    fees: money('0.1'),
    openedAt: epochMs(1_760_486_400_123),
    updatedAt: epochMs(1_760_486_400_123 + revision),
    revision,
  }
}

/** The positions of a user as a program of old reads them: symbol and side to amount. */
async function legacyView(userId = '7'): Promise<Readonly<Record<string, string>>> {
  const text = await redis().raw.get(`okx:positions:${userId}`)
  const rows = text === null ? [] : (JSON.parse(text) as Record<string, string>[])
  return Object.fromEntries(rows.map(({ instId, posSide, pos }) => [`${instId}:${posSide}`, pos ?? '']))
}

const inNewLayout = async (store: PositionStore): Promise<Readonly<Record<string, string>>> =>
  Object.fromEntries(
    (await store.list(account)).items.map(({ symbol, side, quantity: size }) => [`${symbol}:${side}`, size.toFixed()]),
  )

test('without a migration only the new layout is written', async () => {
  const { store } = await anInstance('bot-1')
  await store.save(account, aPosition(1, 'XRP-USDT-SWAP', 'long', '3'))
  const { raw } = redis()
  expect(await raw.keys('*migrat*')).toEqual(['migrate-instances:0003-grid-positions'])
  expect(await raw.exists('okx:positions:7')).toBe(0)
})

test('through every phase a store writes what the phase asks for, and the runner waits for it', async () => {
  const { raw } = redis()
  const { store } = await anInstance('bot-1')
  await raw.set(
    'okx:positions:7',
    '[{"instId":"ADA-USDT-SWAP","posSide":"short","pos":"5","avgPx":"0.4","posId":"2451781910000123456"}]',
  )
  const told: [Phase, boolean][] = []
  let revision = 0
  for (const until of ['expand', 'backfill', 'verify', 'cutover'] as const) {
    await runMigration(aRunOf0003({ until }))
    revision += 1
    await store.save(account, aPosition(revision, 'XRP-USDT-SWAP', 'long', `${revision}.5`))
    told.push([until, (await legacyView())['XRP-USDT-SWAP:long'] === `${revision}.5`])
  }
  expect(told.every(([, isTold]) => isTold)).toBe(true)
  expect(await raw.get('okx:positions:7')).toContain('"posId":"2451781910000123456"')
  await store.save(account, aPosition(9, 'XRP-USDT-SWAP', 'long', '0'))
  expect(await legacyView()).toEqual({ 'ADA-USDT-SWAP:short': '5' })
  const report = await runMigration(aRunOf0003())
  expect(report).toMatchObject({ phase: 'contract', removed: 1, refusals: { conflict: 0, refused: 0 } })
  await store.save(account, aPosition(10, 'XRP-USDT-SWAP', 'long', '7'))
  expect(await raw.exists('okx:positions:7')).toBe(0)
  expect(await inNewLayout(store)).toEqual({ 'ADA-USDT-SWAP:short': '5', 'XRP-USDT-SWAP:long': '7' })
})

test('a rollback after 10,000 writes since the cut-over: the legacy view holds them all', async () => {
  const { raw } = redis()
  const { store } = await anInstance('bot-1')
  const users = Array.from({ length: 50 }, (_, at) => ({ userId: `u${at}`, exchange: 'okx' }) as const)
  for (const { userId } of users)
    await raw.set(`okx:positions:${userId}`, '[{"instId":"ADA-USDT-SWAP","posSide":"short","pos":"5"}]')
  await runMigration(aRunOf0003({ until: 'cutover' }))
  const wanted = new Map<string, Record<string, string>>()
  await Promise.all(
    users.map(async (user, at) => {
      const held: Record<string, string> = { 'ADA-USDT-SWAP:short': '5' }
      for (let round = 1; round <= 200; round += 1) {
        const symbol = `C${(round * 7 + at) % 5}-USDT-SWAP`
        const size = round % 9 === 8 ? '0' : `${round}.25`
        await store.save(user, aPosition(round, symbol, 'long', size))
        if (size === '0') delete held[`${symbol}:long`]
        else held[`${symbol}:long`] = size
      }
      wanted.set(user.userId, held)
    }),
  )
  expect((await rollbackMigration(aRunOf0003())).kept).toEqual([])
  for (const [userId, held] of wanted) expect([userId, await legacyView(userId)]).toEqual([userId, held])
}, 240_000)

test('what a program wrote that takes no part in the migration is not written back, and stays in the canonical layout', async () => {
  const { raw, connection } = redis()
  await raw.set('okx:positions:7', '[{"instId":"ADA-USDT-SWAP","posSide":"short","pos":"5","avgPx":"0.4"}]')
  await runMigration(aRunOf0003({ until: 'cutover' }))
  const plain = createPositionStore(connection)
  await plain.save(account, aPosition(1, 'XRP-USDT-SWAP', 'long', '3'))
  await plain.save({ userId: '8', exchange: 'binance' }, aPosition(1, 'BTC/USDT:USDT', 'short', '0.01'))
  await rollbackMigration(aRunOf0003())
  expect(await legacyView()).toEqual({ 'ADA-USDT-SWAP:short': '5' })
  expect(await raw.keys('binance:positions:8:*')).toEqual([])
  expect(await inNewLayout(plain)).toEqual({ 'XRP-USDT-SWAP:long': '3' })
})

test('an instance that cannot ask for its phase in time writes nothing, and goes on once it can', async () => {
  const { connection } = redis()
  const clock = new SimulatedClock(epochMs(0))
  let isAway = false
  const partly: RedisConnection = {
    ...connection,
    run: async (call) => {
      if (isAway && call.script.name === 'report-phase') {
        throw new TradingError('redis-unavailable', 'no answer', { retry: 'later' })
      }
      return await connection.run(call)
    },
  }
  const layouts = [oldLayoutOf(gridPositions, { exchange: 'okx' })]
  const watch = await watchLayouts({ connection: partly, clock, layouts, instanceId: 'bot-1' })
  opened.push(watch)
  const store = createPositionStore(partly, undefined, watch)
  isAway = true
  clock.advanceTo(epochMs(4_900))
  await store.save(account, aPosition(1, 'XRP-USDT-SWAP', 'long', '3'))
  clock.advanceTo(epochMs(5_100))
  await expect(store.save(account, aPosition(2, 'XRP-USDT-SWAP', 'long', '4'))).rejects.toThrow(/no answer/)
  expect(await inNewLayout(store)).toEqual({ 'XRP-USDT-SWAP:long': '3' })
  isAway = false
  await store.save(account, aPosition(2, 'XRP-USDT-SWAP', 'long', '4'))
  expect(await inNewLayout(store)).toEqual({ 'XRP-USDT-SWAP:long': '4' })
})

test('two instances that write one account side by side, while the phases go by, lose nothing of each other', async () => {
  const { raw } = redis()
  const one = await anInstance('bot-1')
  const other = await anInstance('bot-2')
  await raw.set('okx:positions:7', '[]')
  const done = new AbortController()
  const last = new Map<string, string>()
  const write = async ({ store }: Instance, symbol: string): Promise<void> => {
    for (let revision = 1; !done.signal.aborted; revision += 1) {
      const size = revision % 5 === 0 ? '0' : String(revision)
      await store.save(account, aPosition(revision, symbol, 'long', size))
      last.set(symbol, size)
      await systemClock.sleep(4)
    }
  }
  const writing = Promise.all([write(one, 'A-USDT-SWAP'), write(other, 'B-USDT-SWAP')])
  await runMigration(aRunOf0003({ until: 'cutover', fenceTimeoutMs: 20_000 })).finally(() => done.abort())
  await writing
  const wanted = Object.fromEntries(
    [...last].filter(([, size]) => size !== '0').map(([symbol, size]) => [`${symbol}:long`, size]),
  )
  expect(await inNewLayout(one.store)).toEqual(wanted)
  expect(await legacyView()).toEqual(wanted)
  const { refusals } = await runMigration(aRunOf0003())
  expect(refusals).toMatchObject({ first: [] })
  expect(Object.keys(await snapshot(raw, /^(?!okx:)/))).toEqual([])
})
