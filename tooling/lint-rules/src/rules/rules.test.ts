import { RuleTester } from 'oxlint/plugins-dev'
import { describe, it } from 'vitest'
import { noAmbientTimeOrChance } from './no-ambient-time-or-chance.ts'
import { noIoredisImport } from './no-ioredis-import.ts'
import { noKeysCommand } from './no-keys-command.ts'
import { noRawRedisKeys } from './no-raw-redis-keys.ts'
import { totalTransform } from './total-transform.ts'

RuleTester.describe = describe
RuleTester.it = it

const tester = new RuleTester({
  languageOptions: { sourceType: 'module', env: { node: true }, parserOptions: { lang: 'ts' } },
})
const one = (messageId: string) => [{ messageId }]

tester.run('no-raw-redis-keys', noRawRedisKeys, {
  valid: [
    'redis.get(positionCache.build({ userId, exchange, symbol, side }))',
    'redis.hset(key, { side: "long:short" })',
    'redis.hget(key, "averagePrice")',
    'settings.get(`position:${id}`)',
    'new Map().set("a:b", 1)',
    'redis.config("SET", "a:b", "1")',
    'connectRedis(`redis://127.0.0.1:${port}`)',
    'const apiKey = "a:b"',
    "subscriber.subscribe('__redis__:invalidate')",
    'const message = `order: ${id}`',
    'const orderKey = orderFamily.build({ orderId })',
    'const place = position.build({ side }); redis.get(place)',
    'const text = `a:${b}`; function read(text) { redis.get(text) }',
    'let place = `position:${id}`; place = other; redis.get(place)',
    "const script = `return redis.call('GET', KEYS[1])`",
    "const script = `redis.call('HSET', KEYS[1], 'a:b', ARGV[1])`",
  ],
  invalid: [
    { code: 'redis.get(`position:${id}`)', errors: one('raw') },
    { code: "redis.get('user_ids:okx')", errors: one('raw') },
    { code: "this.redis.hset('positions:' + userId + ':okx', 'a', 'b')", errors: one('raw') },
    { code: 'pipeline.del(`${exchange}:user:${userId}`)', errors: one('raw') },
    { code: 'redis.multi().set(`price:${symbol}`, "1").exec()', errors: one('raw') },
    { code: 'redis.mget([`price:${a}`, `price:${b}`])', errors: [{ messageId: 'raw' }, { messageId: 'raw' }] },
    { code: "redis.call('GET', `price:${symbol}`)", errors: one('raw') },
    { code: 'redis.getBuffer(`price:${symbol}`)', errors: one('raw') },
    { code: "redis.scan('0', 'MATCH', 'positions:*')", errors: one('raw') },
    { code: 'const positionKey = `positions:${userId}:${exchange}`', errors: one('raw') },
    { code: 'const place = `position:${id}`; redis.get(place)', errors: one('raw') },
    { code: 'const place = `position:${id}`; function read() { return redis.mget([place]) }', errors: one('raw') },
    { code: "const script = `redis.call('SET', 'position:' .. ARGV[1], 'x')`", errors: one('script') },
    { code: 'const script = \'return redis.pcall("get", "positions:active")\'', errors: one('script') },
  ],
})

tester.run('no-keys-command', noKeysCommand, {
  valid: [
    'Object.keys(redisSettings)',
    'redisByName.keys()',
    'new Map().keys()',
    "redis.scan('0')",
    "redis.call('SCAN', '0')",
    "const script = `return redis.call('GET', KEYS[1])`",
  ],
  invalid: [
    { code: "redis.keys('*')", errors: one('keys') },
    { code: "redis.call('KEYS', '*')", errors: one('keys') },
    { code: "this.connection.call('keys', '*')", errors: one('keys') },
    { code: "const script = `return redis.call('KEYS', ARGV[1])`", errors: one('keys') },
    { code: 'const script = \'return redis.pcall("keys", "*")\'', errors: one('keys') },
  ],
})

tester.run('no-ioredis-import', noIoredisImport, {
  valid: ["import { connectRedis } from '@tradingboost/trading-cache'", "import x from 'ioredis-of-ours'"],
  invalid: [
    { code: "import { Redis } from 'ioredis'", errors: one('ioredis') },
    { code: "import type { Redis } from 'ioredis'", errors: one('ioredis') },
    { code: "export { Redis } from 'ioredis'", errors: one('ioredis') },
    { code: "const { Redis } = await import('ioredis')", errors: one('ioredis') },
    { code: "import x from 'ioredis/built/utils'", errors: one('ioredis') },
    { code: "type Client = import('ioredis').Redis", errors: one('ioredis') },
  ],
})

tester.run('no-ambient-time-or-chance', noAmbientTimeOrChance, {
  valid: [
    'clock.now()',
    'clock.sleep(5, signal)',
    'new Date(openAt)',
    'Math.max(1, 2)',
    'function wait(setTimeout) { setTimeout(done, 5) }',
    'options.setTimeout(done, 5)',
    'const timers = { setTimeout: 1 }',
    "import { createHash } from 'node:crypto'",
  ],
  invalid: [
    { code: 'const at = Date.now()', errors: one('ambient') },
    { code: 'const now = Date.now', errors: one('ambient') },
    { code: 'const at = new Date()', errors: one('ambient') },
    { code: 'const at = Date()', errors: one('ambient') },
    { code: 'const at = Temporal.Now.instant()', errors: one('ambient') },
    { code: 'setTimeout(done, 5)', errors: one('ambient') },
    { code: 'setInterval(done, 5)', errors: one('ambient') },
    { code: 'const wait = { schedule: setTimeout }', errors: one('ambient') },
    { code: 'globalThis.setTimeout(done, 5)', errors: one('ambient') },
    { code: 'const jitter = Math.random()', errors: one('ambient') },
    { code: "import { randomUUID } from 'node:crypto'", errors: one('ambient') },
    { code: "import { setTimeout as sleep } from 'node:timers/promises'", errors: one('ambient') },
    { code: 'const id = crypto.randomUUID()', errors: one('ambient') },
    { code: 'fetch(url, { signal: AbortSignal.timeout(5) })', errors: one('ambient') },
  ],
})

const zod = "import { z } from 'zod'; "
tester.run('total-transform', totalTransform, {
  valid: [
    `${zod}z.string().transform(parsedBy(price))`,
    `${zod}z.string().transform(parsedBy((text) => ({ balance: decimal(text) })))`,
    `${zod}z.string().transform((text) => text.split(','))`,
    `${zod}z.string().refine((text) => text.price > 0)`,
    `${zod}const read = price(text); z.string().transform(Number)`,
    "const becomes = migration.transform({ at: price('1') })",
  ],
  invalid: [
    { code: `${zod}z.string().transform(price)`, errors: one('throws') },
    { code: `${zod}z.string().transform((text) => quantity(text))`, errors: one('throws') },
    { code: `${zod}z.string().refine((text) => decimal(text).gt(0))`, errors: one('throws') },
    { code: `${zod}z.object({ at: z.string().transform((text) => ({ at: price(text) })) })`, errors: one('throws') },
    { code: `${zod}z.string().transform((text) => list.map((one) => money(one)))`, errors: one('throws') },
    { code: `${zod}z.string().transform((text) => { throw new Error(text) })`, errors: one('thrown') },
  ],
})
