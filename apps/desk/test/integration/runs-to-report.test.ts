import { markEnvironment } from '@tradingboost/bot-host/testing'
import { ensureStartableRedis, startRedisServer } from '@tradingboost/ensure-redis'
import { startRedis } from '@tradingboost/testkit'
import { describe, expect, onTestFinished, test } from 'vitest'
import { leftoversAfter, startDeskProcess, untilStderr } from '../desk-process.ts'

describe('start --once', { timeout: 120_000 }, () => {
  test('--json prints one object and nothing else, exits 0, and leaves nothing running', async () => {
    const desk = startDeskProcess(['--once', '--json', '--count', '300'])
    expect(await desk.ended).toBe(0)
    const report = JSON.parse(desk.stdout())
    expect(Object.keys(report)).toEqual(['hyperrsi', 'grid', 'health', 'audit'])
    expect(report.health).toMatchObject({ deaths: 0, restarts: 0, refused: 0, rejected: 0 })
    expect(report.hyperrsi.candles).toBe(300)
    expect(report.grid.candles).toBe(300)
    expect(report.grid.fills).toBeGreaterThan(0)
    expect(report.audit.findings).toEqual([])
    expect(report.audit.keys).toBeGreaterThan(0)
    expect(report.audit.families.gridOrders.keys).toBeGreaterThan(0)
    expect(desk.leftovers()).toEqual([])
  })

  test('gives the same figures for the same seed, and others for another', async () => {
    const figures = async (seed: number) => {
      const desk = startDeskProcess(['--once', '--json', '--count', '200', '--seed', String(seed)])
      expect(await desk.ended).toBe(0)
      const { hyperrsi, grid } = JSON.parse(desk.stdout())
      return { hyperrsi, grid }
    }
    const first = await figures(3)
    expect(await figures(3)).toEqual(first)
    expect(await figures(4)).not.toEqual(first)
  })

  test('uses the Redis of REDIS_URL, fills the report for people from it, and leaves it running', async () => {
    const source = await ensureStartableRedis({ env: process.env, log: () => undefined })
    const redis = await startRedisServer(source, { listen: 0 })
    onTestFinished(() => redis.stop())
    const desk = startDeskProcess(['--once', '--count', '60'], { REDIS_URL: redis.url })
    expect(await desk.ended).toBe(0)
    expect(desk.stderr()).toContain(`Redis REDIS_URL (redis://127.0.0.1:${redis.port}/0)`)
    expect(desk.stdout()).toMatch(/^XRP-USDT-SWAP 5m, 60 candles \(generated, seed 1\) in/)
    expect(desk.stdout()).toMatch(/HYPERRSI +GRID\ncandles +60 +60\n/)
    expect(desk.stdout()).toContain('undeclared keys 0, wrong types 0, missing TTLs 0')
    expect(await Promise.race([redis.gone, Promise.resolve('still there')])).toBe('still there')
  })
})

test('--once ends with code 1 when the audit finds a key that no family knows', { timeout: 120_000 }, async () => {
  await using redis = await startRedis({ listen: 'port' })
  const client = redis.connect()
  await markEnvironment(client, 'paper')
  await client.set('nobody:knows:me', '1')
  const desk = startDeskProcess(['--once', '--count', '40'], { REDIS_URL: redis.url })
  expect(await desk.ended).toBe(1)
  expect(desk.stdout()).toContain('nobody:knows:me')
  expect(desk.stdout()).toContain('undeclared keys 1')
})

test(
  'without --once it serves both APIs after the report until Ctrl-C, and exits 0',
  { timeout: 120_000 },
  async () => {
    const desk = startDeskProcess(['--count', '40'])
    await untilStderr(desk, /serving on: /, 60_000)
    expect(desk.stdout()).toContain('Redis audit')
    const urls = [...desk.stderr().matchAll(/^(?:HYPERRSI|GRID) (http:\S+),/gm)].map(([, url]) => String(url))
    expect(urls).toHaveLength(2)
    for (const url of urls) {
      for (const path of ['/health', '/ready', '/docs/', '/metrics', '/stats', '/bots', '/positions', '/orders']) {
        expect([path, (await fetch(url + path)).status]).toEqual([path, 200])
      }
    }
    desk.child.kill('SIGINT')
    expect(await desk.ended).toBe(0)
    expect(await leftoversAfter(desk, 0)).toEqual([])
  },
)

test(
  'a Redis with one foreign position is refused in one sentence with exit code 2, and not a byte of it changes',
  { timeout: 60_000 },
  async () => {
    await using redis = await startRedis({ listen: 'port' })
    const client = redis.connect()
    await client.hset('positions:1001:okx:XRP-USDT-SWAP:long', { quantity: '500', price: '2.5' })
    const look = async (): Promise<unknown> => [
      await client.keys('*'),
      await client.dumpBuffer('positions:1001:okx:XRP-USDT-SWAP:long'),
      await client.pttl('positions:1001:okx:XRP-USDT-SWAP:long'),
    ]
    const before = await look()
    const desk = startDeskProcess(['--once', '--count', '40'], { REDIS_URL: redis.url })
    expect(await desk.ended).toBe(2)
    expect([desk.stdout(), desk.stderr()]).toEqual([
      '',
      `${redis.url}/0 holds 1 key and no environment marker, such as "positions:1001:okx:XRP-USDT-SWAP:long", so it counts as live, and this is a paper run: nothing was written; name an empty database, or mark this one by \`keys environment paper --execute\`\n`,
    ])
    expect(await look()).toEqual(before)
  },
)
