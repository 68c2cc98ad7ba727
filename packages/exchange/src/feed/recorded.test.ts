import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decimal, type Candle } from '@tradingboost/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inspectRecording, readCandles } from './recorded.ts'

const header = 'timestamp,open,high,low,close,volume'
const rows = [
  '1636934400000,1.1893,1.1954,1.1891,1.1941,9289043.5',
  '1636934700000,1.1941,1.1993,1.1934,1.1972,7267451.9',
]

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recorded-'))
})
afterAll(() => rm(folder, { recursive: true }))

let files = 0
async function aFile(lines: readonly string[], lineEnd = '\n'): Promise<string> {
  files += 1
  const path = join(folder, `candles-${String(files)}.csv`)
  await writeFile(path, lines.map((line) => line + lineEnd).join(''))
  return path
}

async function read(path: string, contractSize?: string): Promise<Candle[]> {
  const candles: Candle[] = []
  const options = contractSize === undefined ? {} : { contractSize: decimal(contractSize) }
  for await (const candle of readCandles(path, options)) candles.push(candle)
  return candles
}

async function refusal(path: string): Promise<string> {
  const error = await read(path).then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toMatchObject({ code: 'invalid-candles' })
  return error instanceof Error ? error.message.replace(path, 'FILE') : ''
}

test('reads every digit, and volumes in contracts', async () => {
  const path = await aFile([header, ...rows])
  const candles = await read(path, '100')
  expect(JSON.parse(JSON.stringify(candles[1]))).toEqual({
    openAt: 1636934700000,
    open: '1.1941',
    high: '1.1993',
    low: '1.1934',
    close: '1.1972',
    volume: '72674.519',
  })
})

test('reads files from other systems: byte order mark, CRLF, blank lines', async () => {
  const path = await aFile([`\uFEFF${header}`, '', ...rows, ''], '\r\n')
  expect(await read(path)).toHaveLength(2)
})

test('finds count, timeframe and price step in one pass', async () => {
  const summary = await inspectRecording(await aFile([header, ...rows]))
  expect(summary).toMatchObject({
    count: 2,
    timeframe: '5m',
    first: { openAt: 1636934400000 },
    last: { openAt: 1636934700000 },
  })
  expect(summary.priceStep.toString()).toBe('0.0001')
})

test('stops reading when nobody wants more', async () => {
  for await (const candle of readCandles(await aFile([header, ...rows, 'broken']))) {
    expect(candle.openAt).toBe(1636934400000)
    break
  }
})

const good = rows[0] ?? ''
const after = (rest: string) => [header, good, `1636934700000,${rest}`]
const faults: readonly [string, readonly string[], string][] = [
  ['an empty file', [], 'FILE: has no candle and needs two or more: record more'],
  ['one candle alone', [header, good], 'FILE: has one candle and needs two or more: record more'],
  [
    'a wrong header',
    ['time,open,high,low,close,volume', ...rows],
    'FILE line 1: the header is "time,open,high,low,close,volume": make it "timestamp,open,high,low,close,volume"',
  ],
  ['no header', rows, `FILE line 1: the header is "${good}": make it "${header}"`],
  [
    'NaN',
    after('1.2,1.3,1.1,NaN,5'),
    'FILE line 3: close "NaN" is not a number such as 1.25: correct or remove the line',
  ],
  [
    'an empty field',
    after('1.2,,1.1,1.2,5'),
    'FILE line 3: high "" is not a number such as 1.25: correct or remove the line',
  ],
  [
    'a negative number',
    after('-1.2,1.3,1.1,1.2,5'),
    'FILE line 3: open "-1.2" is not a number such as 1.25: correct or remove the line',
  ],
  ['a missing field', after('1.2,1.3,1.1,1.2'), 'FILE line 3: has 5 fields instead of 6: correct or remove the line'],
  [
    'a high below the low',
    after('1.2,1.1,1.3,1.2,5'),
    'FILE line 3: high 1.1 is below low 1.3: correct or remove the line',
  ],
  [
    'a close above the high',
    after('1.2,1.3,1.1,1.4,5'),
    'FILE line 3: close 1.4 is above high 1.3: correct or remove the line',
  ],
  [
    'the same time twice',
    [header, good, good],
    'FILE line 3: timestamp 1636934400000 does not come after 1636934400000: sort the lines and remove doubles',
  ],
  [
    'time going back',
    [header, ...rows, good],
    'FILE line 4: timestamp 1636934400000 does not come after 1636934700000: sort the lines and remove doubles',
  ],
  [
    'a spacing that is no timeframe',
    [header, good, '1636934400007,1.2,1.3,1.1,1.2,5'],
    'FILE line 3: the first two candles are 7 ms apart, which is none of 1m, 3m, 5m, 15m, 30m, 1h, 2h, 4h, 6h, 12h, 1d: resample the data',
  ],
  [
    'a later spacing that does not fit',
    [header, ...rows, '1636934700001,1.2,1.3,1.1,1.2,5'],
    'FILE line 4: is 1 ms after the candle before, which is no multiple of 5m: remove the line',
  ],
  ['a quote that never ends', [header, good, '"1636934700000,1.2'], 'FILE line 3: is no CSV'],
]

test.each(faults)('refuses %s in one sentence with file, line and what to do', async (_, lines, sentence) => {
  expect(await refusal(await aFile(lines))).toContain(sentence)
})

test('refuses a file that is not there, and a folder', async () => {
  expect(await refusal(join(folder, 'missing.csv'))).toBe('FILE: no such file: check the path')
  expect(await refusal(folder)).toBe('FILE: is a folder: name a CSV file')
})
