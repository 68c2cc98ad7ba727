import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openTestMarket, spawnBot } from '@tradingboost/bot-host/testing'
import { startPaperExchangeServer } from '@tradingboost/exchange'
import { startRedis } from '@tradingboost/testkit'
import { expect, test } from 'vitest'

const nowhere = { HYPERRSI_PORT: '0', REDIS_URL: 'redis://127.0.0.1:1', EXCHANGE_URL: 'ws://127.0.0.1:1' }

test.each([
  ['a mode that does not exist', { MODE: 'dream' }, /MODE is "dream" \(expected paper, replay or live\)/],
  ['settings that are no JSON', { HYPERRSI_SETTINGS: '{' }, /HYPERRSI_SETTINGS is "\{" \(expected JSON/],
  ['settings out of range', { HYPERRSI_SETTINGS: '{"leverage":1000}' }, /HYPERRSI_SETTINGS/],
  ['a Redis that is not there', {}, /no Redis at redis:\/\/127\.0\.0\.1:1 within/],
])('ends with code 2 and one sentence at %s', async (_, environment, sentence) => {
  const bot = spawnBot('hyperrsi', { ...nowhere, ...environment })
  const crash = await bot.crashed
  expect(crash).not.toBe('killed')
  const output = crash === 'killed' ? '' : crash.output
  expect(output).toMatch(sentence)
  expect(output.trim().split('\n')).toHaveLength(1)
  expect(await bot.stop()).toBe(2)
})

test('refuses to trade live, which is not built yet', async () => {
  await using redis = await startRedis()
  const bot = spawnBot('hyperrsi', { ...nowhere, REDIS_URL: redis.url, MODE: 'live' })
  await expect(bot.listening).rejects.toThrow('live trading is not built yet: set MODE to paper or replay')
  expect(await bot.stop()).toBe(2)
})

test('serves, and ends cleanly at SIGTERM with its lease given back', async () => {
  const { openPaper } = await openTestMarket(10)
  await using redis = await startRedis()
  const server = await startPaperExchangeServer({ paper: openPaper('7'), port: 0 })
  const environment = { HYPERRSI_PORT: '0', REDIS_URL: redis.url, EXCHANGE_URL: server.url, USER_ID: '7' }
  const bot = spawnBot('hyperrsi', environment)
  const health = await fetch(`http://127.0.0.1:${String(await bot.listening)}/health`)
  expect(health.status).toBe(200)
  const client = redis.connect()
  expect(await client.exists('bot:hyperrsi-7-XRP-USDT-SWAP:lease')).toBe(1)
  expect(await bot.stop()).toBe(0)
  expect(await client.exists('bot:hyperrsi-7-XRP-USDT-SWAP:lease')).toBe(0)
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
  await using redis = await startRedis()
  const bot = spawnBot('hyperrsi', { ...nowhere, REDIS_URL: redis.url, MODE: 'replay', CANDLES: path })
  const url = `http://127.0.0.1:${String(await bot.listening)}/stats`
  const stats = async (): Promise<unknown> => await (await fetch(url)).json()
  await expect.poll(stats, { timeout: 10_000 }).toMatchObject({ candles: 150, ended: true })
  expect(await bot.stop()).toBe(0)
  await rm(folder, { recursive: true })
})

test('says which file is missing when it is to replay one', async () => {
  await using redis = await startRedis()
  const bot = spawnBot('hyperrsi', {
    ...nowhere,
    REDIS_URL: redis.url,
    MODE: 'replay',
    CANDLES: '/nowhere/candles.csv',
  })
  await expect(bot.listening).rejects.toThrow('/nowhere/candles.csv')
  expect(await bot.stop()).toBe(2)
})
