import { auditRedis } from '@tradingboost/redis-audit'
import { gridOrders, position } from '@tradingboost/redis-keys'
import { allowedCommands, startRedis, type TestRedis } from '@tradingboost/testkit'
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

/** Every command of a category, subcommands as `acl|log`. */
async function commandsOf(category: string): Promise<readonly string[]> {
  return z.array(z.string()).parse(await admin.acl('CAT', category))
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

  const writing = await commandsOf('write')
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
  expect(await allowedCommands(admin, 'audit', [...writing, ...others])).toEqual([])
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

test('the migration user has of the dangerous commands those of a backup, a fence and a look at the load', async () => {
  await logIn('migrate')
  const dangerous = await commandsOf('dangerous')
  expect((await allowedCommands(admin, 'migrate', dangerous)).toSorted()).toEqual([
    'acl|getuser',
    'acl|log',
    'acl|setuser',
    'info',
    'restore',
  ])
})

test('the migration user backs up and restores a key byte by byte, and hears of foreign writes', async () => {
  const migrate = await logIn('migrate')
  await admin.set('okx:positions:2', '[{"posId":"1234567890123456789"}]', 'PX', 60_000)
  const backup = await migrate.dumpBuffer('okx:positions:2')
  await migrate.unlink('okx:positions:2')
  await migrate.restore('okx:positions:2', 60_000, backup)
  expect(await admin.get('okx:positions:2')).toBe('[{"posId":"1234567890123456789"}]')
  await expect(migrate.restore('celery2', 0, backup)).rejects.toThrow(/NOPERM/)

  const receiver = server.connect({ username: 'migrate', password, enableReadyCheck: false, protocol: 2 })
  const receiverId = await receiver.client('ID')
  const heard = new Promise<unknown>((resolve) => {
    receiver.on('messageBuffer', (_channel: Buffer, keys: unknown) => resolve(keys))
  })
  await receiver.subscribe('__redis__:invalidate')
  await migrate.call('client', 'TRACKING', 'ON', 'REDIRECT', receiverId, 'BCAST', 'PREFIX', 'okx:positions:')
  await admin.set('okx:positions:3', '[]')
  expect(String(await heard)).toBe('okx:positions:3')
  await expect(receiver.subscribe('positions')).rejects.toThrow(/NOPERM/)
})

test('the migration user fences a legacy writer, learns whom it stopped, and lets it write again', async () => {
  const migrate = await logIn('migrate')
  await admin.acl('SETUSER', 'python', 'on', 'nopass', '~*', '+@all')
  const python = server.connect({ username: 'python', password: 'any' })
  await migrate.acl('SETUSER', 'python', 'resetkeys', '%R~okx:positions:*')
  await expect(python.set('okx:positions:1', '[1]')).rejects.toThrow(/NOPERM/)
  expect(await python.get('okx:positions:1')).not.toBe('[1]')
  expect(JSON.stringify(await migrate.acl('LOG', '1'))).toContain('"okx:positions:1"')
  await migrate.acl('SETUSER', 'python', 'resetkeys', '~*')
  expect(await python.set('okx:positions:1', '[1]')).toBe('OK')
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
