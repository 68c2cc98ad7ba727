import { TradingError } from '@tradingboost/domain'
import { startRedis, startTcpProxy } from '@tradingboost/testkit'
import type { Redis } from 'ioredis'
import { expect, test } from 'vitest'
import { auditRedis } from '../src/index.ts'

async function fill(redis: Redis, keys: number): Promise<void> {
  await redis.eval(`for i = 1, tonumber(ARGV[1]) do redis.call('SET', 'k' .. i, i) end`, 0, String(keys))
}

test('goes on at its cursor when the same server is there again, and counts every key once', async () => {
  await using server = await startRedis()
  await using proxy = await startTcpProxy(server.connection)
  await fill(server.connect(), 3_000)
  let resets = 0
  const report = await auditRedis(`redis://127.0.0.1:${proxy.port}`, {
    count: 100,
    onProgress: ({ keys }) => {
      if (keys > 1_000 * (resets + 1) && resets < 2) {
        resets += 1
        proxy.reset()
      }
    },
  })
  expect([resets, report.keys, new Set(report.findings.map(({ key }) => key)).size]).toEqual([2, 3_000, 3_000])
})

test('knows the server again by its keys where INFO is not granted', async () => {
  await using server = await startRedis()
  await using proxy = await startTcpProxy(server.connection)
  const raw = server.connect()
  await fill(raw, 3_000)
  const rules = ['on', 'nopass', '~*', '-@all', '+@read', '-@dangerous']
  await raw.acl('SETUSER', 'auditor', ...rules)
  let isReset = false
  const { keys } = await auditRedis(`redis://auditor:any@127.0.0.1:${proxy.port}`, {
    count: 100,
    onProgress: () => {
      if (!isReset) proxy.reset()
      isReset = true
    },
  })
  expect([isReset, keys]).toEqual([true, 3_000])
})

test('waits for a server that is out of reach for a while', async () => {
  await using server = await startRedis()
  await using proxy = await startTcpProxy(server.connection)
  await fill(server.connect(), 2_000)
  let refused = false
  const report = await auditRedis(`redis://127.0.0.1:${proxy.port}`, {
    count: 100,
    onProgress: () => {
      if (refused) return
      refused = true
      proxy.refuse()
      setTimeout(() => proxy.heal(), 300)
    },
  })
  expect([refused, report.keys]).toEqual([true, 2_000])
})

test.each([
  ['by its id', '+@all'],
  ['by its keys', '-@all +@read -@dangerous'],
])('says how far it got when another process answers, known %s, for its cursors are others', async (_how, rules) => {
  await using server = await startRedis({
    config: { appendonly: 'yes', user: `auditor on nopass ~* ${rules}` },
  })
  await fill(server.connect(), 3_000)
  let restarted: Promise<void> | undefined
  const error: unknown = await auditRedis(
    { options: { ...server.connection, username: 'auditor', password: 'any' } },
    {
      count: 100,
      rate: 3_000,
      onProgress: () => {
        restarted ??= server.restart()
      },
    },
  ).catch((cause: unknown) => cause)
  await restarted
  expect(error).toBeInstanceOf(TradingError)
  expect(String(error)).toMatch(/the audit ended after [1-9]\d* keys: .* was restarted/)
})

test('says at once that nobody is there, and that a password is wanted', async () => {
  await using server = await startRedis({ listen: 'port' })
  await server.connect().config('SET', 'requirepass', 'secret')
  await expect(auditRedis(server.url)).rejects.toMatchObject({ code: 'redis-refused' })
  const withPassword = server.url.replace('redis://', 'redis://:secret@')
  expect((await auditRedis(withPassword)).keys).toBe(0)
  await expect(auditRedis(withPassword.replace('secret', 'guess'))).rejects.toThrow(
    /does not let the audit in: WRONGPASS/,
  )
  await expect(auditRedis('/no/such.sock')).rejects.toMatchObject({ code: 'redis-unavailable' })
})

test('counts a key once though SCAN answers it twice, as it does while the table shrinks', async () => {
  await using server = await startRedis({ config: { hz: '100' } })
  const raw = server.connect()
  await fill(raw, 40_000)
  let isShrunk = false
  const names: string[] = []
  let answered = 0
  const { streamAudit } = await import('../src/index.ts')
  await streamAudit(
    server.url,
    {
      count: 100,
      rate: 40_000,
      onProgress: ({ keys }) => {
        answered = keys
        if (isShrunk || keys < 10_000) return
        isShrunk = true
        void raw.eval(`for i = 1, 40000 do if i % 40 ~= 0 then redis.call('UNLINK', 'k' .. i) end end`, 0)
      },
    },
    ({ key }) => {
      names.push(key)
    },
  )
  expect(isShrunk).toBe(true)
  expect(names).toHaveLength(answered)
  expect(new Set(names).size).toBe(names.length)
  const left = new Set(names)
  for (let index = 40; index <= 40_000; index += 40) expect(left.has(`k${index}`)).toBe(true)
})

test('looks at no more keys a second than it may', async () => {
  await using server = await startRedis()
  await fill(server.connect(), 300)
  const startedAt = performance.now()
  expect((await auditRedis(server.url, { rate: 600 })).keys).toBe(300)
  expect(performance.now() - startedAt).toBeGreaterThan(300)
})
