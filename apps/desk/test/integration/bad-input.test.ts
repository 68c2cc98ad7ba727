import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { startDeskProcess } from '../desk-process.ts'

const header = 'timestamp,open,high,low,close,volume'
const first = '1636934400000,1.1893,1.1954,1.1891,1.1941,9289043.5'
const second = '1636934700000,1.1941,1.1993,1.1934,1.1972,7267451.9'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'desk-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function recording(...lines: readonly string[]): Promise<string> {
  const path = join(folder, 'candles.csv')
  await writeFile(path, lines.map((line) => `${line}\n`).join(''))
  return path
}

/** What it says; asserts that it is one sentence, with exit code 2, and that nothing is left running. */
async function refusal(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
  const desk = startDeskProcess(args, env)
  expect(await desk.ended).toBe(2)
  expect(desk.leftovers()).toEqual([])
  expect(desk.stdout()).toBe('')
  const lines = desk.stderr().trimEnd().split('\n')
  expect(lines).toHaveLength(1)
  return lines[0] ?? ''
}

async function usedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

describe('bad input is one sentence, exit code 2, and nothing started', () => {
  test.each([
    ['an unknown option', ['--onec'], /unknown option '--onec'.*--once/],
    ['an argument that belongs to nothing', ['XRP'], /too many arguments/],
    [
      '--symbol without --candles',
      ['--symbol', 'XRP-USDT-SWAP'],
      /--symbol XRP-USDT-SWAP goes with a recording: add --candles/,
    ],
    ['--candles without --symbol', ['--candles', 'x.csv'], /--candles x\.csv needs the symbol.*add --symbol/],
    [
      '--seed with --candles',
      ['--candles', 'x.csv', '--symbol', 'X-Y', '--seed', '1'],
      /--seed and --count are for generated data/,
    ],
    ['a speed of nothing', ['--speed', '0'], /--speed.*'0'.*Give max or candles per second/],
    ['a speed in words', ['--speed', 'fast'], /'fast' is invalid.*Give max/],
    ['a count below two', ['--count', '1'], /'1' is invalid.*Give a whole number from 2/],
    ['a seed that is no number', ['--seed', '1e3'], /'1e3' is invalid.*Give a whole number/],
    [
      'a file that is not there',
      ['--candles', '/nowhere/x.csv', '--symbol', 'XRP-USDT-SWAP'],
      /\/nowhere\/x\.csv: no such file: check the path/,
    ],
  ])('%s', async (_, args, sentence) => {
    expect(await refusal(args)).toMatch(sentence)
  })

  test.each([
    [
      'a wrong header',
      ['time,open,high,low,close,volume', first, second],
      /candles\.csv line 1: the header is .*: make it/,
    ],
    [
      'a NaN',
      [header, first, second.replace('1.1972', 'NaN')],
      /candles\.csv line 3: close "NaN" is not a number.*correct or remove/,
    ],
    ['a candle out of order', [header, second, first], /candles\.csv line 3: timestamp .* sort the lines/],
    [
      'a quote within a number',
      [header, first, second.replace('1.1972', '1.19"72')],
      /candles\.csv line 3: is no CSV .*: correct the line/,
    ],
    ['an empty file', [], /candles\.csv: has no candle.*: record more/],
  ])('a recording with %s', async (_, lines, sentence) => {
    expect(await refusal(['--candles', await recording(...lines), '--symbol', 'XRP-USDT-SWAP'])).toMatch(sentence)
  })

  test('a symbol that the exchange would not write', async () => {
    const path = await recording(header, first, second)
    expect(await refusal(['--candles', path, '--symbol', 'XRPUSDT'])).toMatch(
      /"XRPUSDT" is no symbol of okx: give it as/,
    )
  })

  test('a used port', async () => {
    const port = await usedPort()
    expect(await refusal(['--once'], { GRID_PORT: String(port) })).toBe(
      `port ${port} on 127.0.0.1 is in use: stop the program that listens there, or set GRID_PORT to another port`,
    )
  })

  test.each([
    ['a port that is no number', { GRID_PORT: 'http' }, /GRID_PORT is "http"/],
    [
      'one port for both bots',
      { GRID_PORT: '18000', HYPERRSI_PORT: '18000' },
      /GRID_PORT and HYPERRSI_PORT are both 18000/,
    ],
    ['a level that no logger knows', { LOG_LEVEL: 'loud' }, /LOG_LEVEL is "loud"/],
    [
      'a REDIS_URL that is no address',
      { REDIS_URL: 'localhost' },
      /the Redis address is neither redis:\/\/..., rediss:\/\/... nor the path of a unix socket: correct it/,
    ],
    [
      'a Redis that does not answer',
      { REDIS_URL: 'redis://:secret@127.0.0.1:1' },
      /no Redis at redis:\/\/127\.0\.0\.1:1\/0 within \d+ ms: connect ECONNREFUSED .*; start it/,
    ],
  ])('%s', async (_, env, sentence) => {
    const said = await refusal(['--once'], env)
    expect(said).toMatch(sentence)
    expect(said).not.toContain('secret')
  })
})

test('--help tells the options on standard output and exits 0', async () => {
  const desk = startDeskProcess(['--help'])
  expect(await desk.ended).toBe(0)
  expect(desk.stderr()).toBe('')
  for (const option of ['--candles', '--symbol', '--speed', '--once', '--json', '--seed', '--count']) {
    expect(desk.stdout()).toContain(option)
  }
})
