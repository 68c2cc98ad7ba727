import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock, userId } from '@tradingboost/domain'
import type { ExchangeEvent } from '@tradingboost/exchange'
import { connectPaperExchange, fetchPaperStatus } from '@tradingboost/paper-exchange'
import { serviceMessage } from '@tradingboost/service-kit'
import { afterEach, expect, test } from 'vitest'

const main = join(import.meta.dirname, '../../src/main.ts')
const sourceFlags = (process.env['TRADINGBOOST_NODE_FLAGS'] ?? '').split(' ').filter((flag) => flag !== '')
const market = { symbol: 'XRP-USDT-SWAP', timeframe: '5m', subscriber: 'bot' } as const

const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

function start(environment: Readonly<Record<string, string>>) {
  const child = fork(main, [], {
    execArgv: [...sourceFlags, '--import', 'tsx'],
    env: { PATH: process.env['PATH'], PAPER_PORT: '0', PAPER_EXPECT: '1', ...environment },
    silent: true,
  })
  children.push(child)
  const errors: string[] = []
  child.stderr?.on('data', (chunk: Buffer) => errors.push(chunk.toString()))
  const exited = once(child, 'exit').then(([code]: unknown[]) => ({ code, errors: errors.join('') }))
  const listening = once(child, 'message').then(([message]: unknown[]) => {
    const { port } = serviceMessage.parse(message)
    return { port, url: `ws://127.0.0.1:${String(port)}` }
  })
  return { child, exited, listening }
}

test('plays once the expected subscriber is there, and serves on after the end', async () => {
  const { listening } = start({ PAPER_COUNT: '20' })
  const { url } = await listening
  expect(await fetchPaperStatus(url)).toMatchObject({ candle: 0, of: 20, ended: false })
  const exchange = await connectPaperExchange({ url, userId: userId('1001'), clock: systemClock })
  const events: ExchangeEvent[] = []
  const ended = Promise.withResolvers<void>()
  await exchange.subscribe(market, async (event) => {
    events.push(event)
    if (event.kind === 'end') ended.resolve()
  })
  await ended.promise
  expect(events).toHaveLength(21)
  expect(await fetchPaperStatus(url)).toMatchObject({ candle: 20, of: 20, ended: true })
  await exchange.close()
})

test('plays at the speed that was asked for', async () => {
  const { listening } = start({ PAPER_COUNT: '1000', PAPER_SPEED: '20', PAPER_EXPECT: '0' })
  const { url } = await listening
  await expect.poll(async () => (await fetchPaperStatus(url)).candle, { timeout: 5_000 }).toBeGreaterThan(2)
  expect((await fetchPaperStatus(url)).candle).toBeLessThan(500)
})

test.each(['SIGTERM', 'SIGINT'] as const)('ends with 0 on %s', async (signal) => {
  const { child, exited, listening } = start({})
  await listening
  child.kill(signal)
  expect(await exited).toMatchObject({ code: 0 })
})

test('ends when its parent goes, in the middle of a market that waits for a subscriber', async () => {
  const { child, exited, listening } = start({})
  const { url } = await listening
  const exchange = await connectPaperExchange({ url, userId: userId('1001'), clock: systemClock })
  const begun = Promise.withResolvers<void>()
  await exchange.subscribe(market, () => {
    begun.resolve()
    return new Promise(() => undefined)
  })
  await begun.promise
  child.disconnect()
  expect(await exited).toMatchObject({ code: 0 })
  await exchange.close()
})

test('a used port is one sentence and exit code 2', async () => {
  const { port } = await start({}).listening
  const { exited } = start({ PAPER_PORT: String(port) })
  expect(await exited).toEqual({
    code: 2,
    errors: `port ${String(port)} on 127.0.0.1 is in use: stop the program that listens there, or set PAPER_PORT to another port\n`,
  })
})

test('a fault in the last line of a recording is one sentence and exit code 2 before anything is played', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'paper-'))
  const path = join(folder, 'candles.csv')
  const header = 'timestamp,open,high,low,close,volume'
  await writeFile(path, `${header}\n0,1,1,1,1,5\n300000,1,1,1,1,5\n600000,1,1,1,NaN,5\n`)
  expect(await start({ PAPER_CANDLES: path }).exited).toEqual({
    code: 2,
    errors: `${path} line 4: close "NaN" is not a number such as 1.25: correct or remove the line\n`,
  })
  await rm(folder, { recursive: true })
})

test.each([
  [{ PAPER_CANDLES: '/no/such/file.csv' }, '/no/such/file.csv: no such file: check the path\n'],
  [{ PAPER_SYMBOL: 'nonsense' }, 'nonsense'],
  [{ PAPER_SPEED: 'fast' }, 'PAPER_SPEED is "fast"'],
])('bad input %o is one sentence and exit code 2', async (environment, sentence) => {
  const { code, errors } = await start(environment).exited
  expect(code).toBe(2)
  expect(errors).toContain(sentence)
  expect(errors.trim().split('\n')).toHaveLength(1)
})
