import { auditRedis } from '@tradingboost/redis-audit'
import { gridOrders, position } from '@tradingboost/redis-keys'
import { startRedis, type TestRedis } from '@tradingboost/testkit'
import type { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { runKeys } from './run-keys.ts'

const account = { userId: '1', exchange: 'okx', symbol: 'A' } as const
const held = position.build({ ...account, side: 'long' })
const password = 'keys-secret'
let server: TestRedis
let admin: Redis

/** Gives the server the rules as `keys acl --format commands` prints them, and logs in. */
async function logIn(owner: string): Promise<Redis> {
  const variable = { KEYS_PASSWORD: password }
  const { stdout } = await runKeys(
    ['acl', '--owner', owner, '--format', 'commands', '--password-from', 'KEYS_PASSWORD'],
    variable,
  )
  expect(stdout).not.toContain(password)
  const [command = '', ...args] = stdout.trim().split(' ')
  expect(await admin.call(command, ...args)).toBe('OK')
  return server.connect({ username: owner, password, enableReadyCheck: false })
}

beforeAll(async () => {
  server = await startRedis()
  admin = server.connect()
  await admin.hset(held, { userId: '1' })
  await admin.set('okx:positions:1', '[]')
  await admin.rpush('celery', '{}')
})
afterAll(async () => {
  await server.stop()
})

test('the audit user audits every key, and can do nothing but read', async () => {
  const audit = await logIn('audit')
  const report = await auditRedis(audit)
  expect(report.keys).toBe(3)
  expect(report.findings.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['invalid-value', 'legacy']))

  const writing = z.array(z.string()).parse(await admin.acl('CAT', 'write'))
  const others = [
    'eval',
    'evalsha',
    'fcall',
    'multi',
    'publish',
    'subscribe',
    'info',
    'keys',
    'config|get',
    'client|kill',
    'flushall',
  ]
  const verdicts = await Promise.all(
    [...writing, ...others].map(async (command) => {
      const words = command.split('|')
      const info = z
        .tuple([z.tuple([z.string(), z.number()], z.unknown())])
        .parse(await admin.call('command', 'INFO', command))
      const args = Array.from({ length: Math.max(0, Math.abs(info[0][1]) - words.length) }, () => '1')
      return `${command}: ${String(await admin.call('acl', 'DRYRUN', 'audit', ...words, ...args))}`
    }),
  )
  expect(verdicts.filter((verdict) => !/permissions? to run/.test(verdict))).toEqual([])
})

test('the migration user moves what is ours, old and new, and leaves foreign keys alone', async () => {
  const migrate = await logIn('migrate')
  expect(await migrate.get('okx:positions:1')).toBe('[]')
  await migrate.eval(`redis.call('HSET', KEYS[2], 'a', redis.call('GET', KEYS[1]))`, 2, 'okx:positions:1', held)
  await migrate.unlink('okx:positions:1')
  expect(await migrate.scan('0', 'COUNT', 100)).toEqual(['0', expect.arrayContaining(['celery'])])
  await expect(migrate.lrange('celery', 0, -1)).rejects.toThrow(/NOPERM/)
  await expect(migrate.del('celery')).rejects.toThrow(/NOPERM/)
  await expect(migrate.flushall()).rejects.toThrow(/NOPERM/)
})

test('rules that are set again take back what they no longer give, and keep the password', async () => {
  const hyperrsi = await logIn('hyperrsi')
  await admin.call('acl', 'SETUSER', 'hyperrsi', '~*', '+@all')
  const { stdout } = await runKeys(['acl', '--owner', 'hyperrsi', '--format', 'commands'])
  const [command = '', ...args] = stdout.trim().split(' ')
  await admin.call(command, ...args)
  expect(await hyperrsi.hget(held, 'userId')).toBe('1')
  await expect(hyperrsi.del(gridOrders.build(account))).rejects.toThrow(/NOPERM/)
  await expect(hyperrsi.keys('*')).rejects.toThrow(/NOPERM/)
})
