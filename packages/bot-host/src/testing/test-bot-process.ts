import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock, userId } from '@tradingboost/domain'
import { connectPaperExchange } from '@tradingboost/paper-exchange'
import { startPaperExchangeServer } from '@tradingboost/paper-exchange/server'
import { botLease, botMemory, botStatus } from '@tradingboost/redis-keys'
import { startTcpProxy, type TcpProxy } from '@tradingboost/testkit'
import { expect, test } from 'vitest'
import { markEnvironment } from './mark-environment.ts'
import { openTestMarket } from './open-test-market.ts'
import { spawnBot } from './spawn-bot.ts'
import { startBotRedis } from './start-bot-redis.ts'
import { startCollector } from './start-collector.ts'

/** What every bot's process does at its start and its end, as tests of the file that calls it. */
export function testBotProcess(app: 'hyperrsi' | 'grid'): void {
  const [port, settings] = [`${app.toUpperCase()}_PORT`, `${app.toUpperCase()}_SETTINGS`]
  const nowhere = { [port]: '0', REDIS_URL: 'redis://127.0.0.1:1', EXCHANGE_URL: 'ws://127.0.0.1:1' }
  const botId = `${app}-7-XRP-USDT-SWAP`
  const lease = botLease.build({ botId })
  const status = botStatus.build({ userId: '7' })

  test.each([
    ['a mode that does not exist', { MODE: 'dream' }, 'MODE is "dream" (expected paper, replay or live)'],
    ['settings that are no JSON', { [settings]: '{' }, `${settings} is "{" (expected JSON`],
    ['settings out of range', { [settings]: '{"leverage":1000}' }, settings],
    ['a collector at no address', { OTEL_EXPORTER_OTLP_ENDPOINT: 'collector' }, 'expected http://... or https://...'],
    ['a Redis that is not there', {}, 'no Redis at redis://127.0.0.1:1/0 within'],
  ])('ends with code 2 and one sentence at %s', async (_, environment, sentence) => {
    const bot = spawnBot(app, { ...nowhere, ...environment })
    const crash = await bot.crashed
    expect(crash).not.toBe('killed')
    const output = crash === 'killed' ? '' : crash.output
    expect(output).toContain(sentence)
    expect(output.trim().split('\n')).toHaveLength(1)
    expect(await bot.stop()).toBe(2)
  })

  test('refuses to trade live, which is not built yet', async () => {
    await using redis = await startBotRedis()
    const bot = spawnBot(app, { ...nowhere, REDIS_URL: redis.urlAs(app), MODE: 'live' })
    await expect(bot.listening).rejects.toThrow('live trading is not built yet: set MODE to paper or replay')
    expect(await bot.stop()).toBe(2)
  })

  test('refuses a Redis that evicts keys, unless REDIS_EVICTION allows it', async () => {
    await using redis = await startBotRedis()
    await redis.connect().config('SET', 'maxmemory-policy', 'allkeys-lru')
    const environment = { ...nowhere, REDIS_URL: redis.urlAs(app) }
    const refused = spawnBot(app, environment)
    expect(outputOf(await refused.crashed)).toMatch(/^redis.* evicts keys .*allkeys-lru.*\n$/)
    expect(await refused.stop()).toBe(2)
    expect(await redis.connect().dbsize()).toBe(0)
    const allowed = spawnBot(app, { ...environment, REDIS_EVICTION: 'allow' })
    expect(outputOf(await allowed.crashed)).not.toContain('evicts keys')
  })

  test.each(['paper', 'replay'])(
    'refuses to run in mode %s on live data, with code 2 and nothing written',
    async (mode) => {
      await using redis = await startBotRedis()
      const client = redis.connect()
      await markEnvironment(client, 'live')
      const bot = spawnBot(app, { ...nowhere, REDIS_URL: redis.urlAs(app), MODE: mode, CANDLES: '/none' })
      const crash = await bot.crashed
      const sentence = `${redis.url}/0 holds live data of a test, and this is a paper run: nothing was written; name another database\n`
      expect(crash).toEqual({ output: sentence })
      expect(await bot.stop()).toBe(2)
      expect(await client.dbsize()).toBe(1)
    },
  )

  test('serves, and ends cleanly at SIGTERM with its lease given back', async () => {
    const market = await openTestMarket(10)
    await using redis = await startBotRedis()
    const server = await startPaperExchangeServer({ paper: market.openPaper('7'), port: 0, clock: systemClock })
    const environment = { [port]: '0', REDIS_URL: redis.urlAs(app), EXCHANGE_URL: server.url, USER_ID: '7' }
    const bot = spawnBot(app, environment)
    const health = await fetch(`http://127.0.0.1:${String(await bot.listening)}/health`)
    expect(health.status).toBe(200)
    const client = redis.connect()
    expect(await client.exists(lease)).toBe(1)
    expect(await bot.stop()).toBe(0)
    expect(await client.exists(lease)).toBe(0)
    await server.close()
  })

  test('sends a span of every Redis command to the collector that is named, keys told and values not, the last at its end', async () => {
    const market = await openTestMarket(10)
    await using redis = await startBotRedis()
    await using collector = await startCollector()
    const server = await startPaperExchangeServer({ paper: market.openPaper('7'), port: 0, clock: systemClock })
    const bot = spawnBot(app, {
      [port]: '0',
      REDIS_URL: redis.urlAs(app),
      EXCHANGE_URL: server.url,
      USER_ID: '7',
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    })
    await bot.listening
    expect(await bot.stop()).toBe(0)
    const spans = collector.spans()
    expect(new Set(spans.map(({ service }) => service))).toEqual(new Set([app]))
    const said = spans.map(({ statement }) => statement ?? '')
    expect(said.filter((text) => text.startsWith('evalsha') && text.includes(lease)).length).toBeGreaterThan(1)
    expect(said).toContain(`get ${botMemory.build({ botId })}`)
    expect(said.filter((text) => /[{}"]/.test(text))).toEqual([])
    await server.close()
  })

  test('serves, ends, and says that spans are lost though the collector that is named is not there', async () => {
    const market = await openTestMarket(10)
    await using redis = await startBotRedis()
    const server = await startPaperExchangeServer({ paper: market.openPaper('7'), port: 0, clock: systemClock })
    const bot = spawnBot(app, {
      [port]: '0',
      REDIS_URL: redis.urlAs(app),
      EXCHANGE_URL: server.url,
      USER_ID: '7',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1',
    })
    const health = await fetch(`http://127.0.0.1:${String(await bot.listening)}/health`)
    expect(health.status).toBe(200)
    expect(await bot.stop()).toBe(0)
    const end = await bot.crashed
    expect(end === 'killed' ? end : end.output).toContain('"kind":"spans-not-sent"')
    await server.close()
  })

  test('ends in order with code 1 when another connection takes its place: lease given back, status error', async () => {
    const market = await openTestMarket(10)
    await using redis = await startBotRedis()
    const server = await startPaperExchangeServer({ paper: market.openPaper('7'), port: 0, clock: systemClock })
    const bot = spawnBot(app, { [port]: '0', REDIS_URL: redis.urlAs(app), EXCHANGE_URL: server.url, USER_ID: '7' })
    await bot.listening
    const usurper = await connectPaperExchange({ url: server.url, userId: userId('7'), clock: systemClock })
    const { symbol } = market.instrument
    await usurper.subscribe({ symbol, timeframe: '5m', subscriber: botId }, async () => undefined)
    const crash = await bot.crashed
    expect(crash === 'killed' ? crash : crash.output).toContain('another process has taken over this subscriber')
    expect(await bot.stop()).toBe(1)
    const client = redis.connect()
    expect([await client.exists(lease), await client.get(status)]).toEqual([0, 'error'])
    await usurper.close()
    await server.close()
  })

  test.each([
    ['is away', (proxy: TcpProxy) => proxy.refuse()],
    ['does not answer', (proxy: TcpProxy) => proxy.dropReplies()],
  ])('ends cleanly at SIGTERM though the exchange %s: lease given back, status stopped', async (_, part) => {
    const market = await openTestMarket(10)
    await using redis = await startBotRedis()
    const server = await startPaperExchangeServer({ paper: market.openPaper('7'), port: 0, clock: systemClock })
    await using proxy = await startTcpProxy({ host: '127.0.0.1', port: server.port })
    const url = `ws://127.0.0.1:${String(proxy.port)}`
    const bot = spawnBot(app, { [port]: '0', REDIS_URL: redis.urlAs(app), EXCHANGE_URL: url, USER_ID: '7' })
    await bot.listening
    part(proxy)
    expect(await bot.stop()).toBe(0)
    const client = redis.connect()
    expect([await client.exists(lease), await client.get(status)]).toEqual([0, 'stopped'])
    await server.close()
  })

  test('gives its lease back when its port is used', async () => {
    const market = await openTestMarket(10)
    await using redis = await startBotRedis()
    const server = await startPaperExchangeServer({ paper: market.openPaper('7'), port: 0, clock: systemClock })
    const taken = String(server.port)
    const bot = spawnBot(app, { [port]: taken, REDIS_URL: redis.urlAs(app), EXCHANGE_URL: server.url, USER_ID: '7' })
    await expect(bot.listening).rejects.toThrow(taken)
    expect(await bot.stop()).toBe(2)
    expect(await redis.connect().exists(lease)).toBe(0)
    await server.close()
  })

  test('replays a recording by itself, without a paper exchange to connect to', async () => {
    const { candles, instrument } = await openTestMarket(150)
    const folder = await mkdtemp(join(tmpdir(), 'tradingboost-replay-'))
    const path = join(folder, 'candles.csv')
    const rows = candles.map(({ openAt, open, high, low, close, volume }) =>
      [openAt, open, high, low, close, volume.times(instrument.contractSize)].join(','),
    )
    await writeFile(path, ['timestamp,open,high,low,close,volume', ...rows, ''].join('\n'))
    await using redis = await startBotRedis()
    const bot = spawnBot(app, { ...nowhere, REDIS_URL: redis.urlAs(app), MODE: 'replay', CANDLES: path })
    const url = `http://127.0.0.1:${String(await bot.listening)}/stats`
    const stats = async (): Promise<unknown> => await (await fetch(url)).json()
    await expect.poll(stats, { timeout: 10_000 }).toMatchObject({ candles: 150, ended: true })
    expect(await bot.stop()).toBe(0)
    await rm(folder, { recursive: true })
  })

  test('says which file is missing when it is to replay one', async () => {
    await using redis = await startBotRedis()
    const bot = spawnBot(app, {
      ...nowhere,
      REDIS_URL: redis.urlAs(app),
      MODE: 'replay',
      CANDLES: '/nowhere/candles.csv',
    })
    await expect(bot.listening).rejects.toThrow('/nowhere/candles.csv')
    expect(await bot.stop()).toBe(2)
  })
}

const outputOf = (crash: 'killed' | { readonly output: string }): string => (crash === 'killed' ? crash : crash.output)
