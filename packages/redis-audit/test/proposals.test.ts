import { execFile } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startRedis } from '@tradingboost/testkit'
import { catalogue, type AnyKeyFamily } from '@tradingboost/redis-keys'
import { afterAll, expect, test } from 'vitest'
import { auditRedis, createProposalCollector } from '../src/index.ts'

const folder = join(import.meta.dirname, '../.vitest', `proposed-${process.pid}`)
afterAll(() => rm(folder, { recursive: true, force: true }))

/** The proposals as a file of ours: beside the catalogue they would import its parts, here the package. */
async function paste(text: string): Promise<readonly AnyKeyFamily[]> {
  await mkdir(folder, { recursive: true })
  const file = join(folder, 'proposed.ts')
  await writeFile(file, text.replaceAll(/'\.\.\/[\w/.-]+'/g, `'@tradingboost/redis-keys'`))
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ extends: '../../tsconfig.json', include: ['proposed.ts'] }),
  )
  const compiler = join(import.meta.dirname, '../../../node_modules/.bin/tsc')
  await promisify(execFile)(compiler, ['-p', join(folder, 'tsconfig.json')])
  return Object.values((await import(file)) as Record<string, AnyKeyFamily>)
}

test('pasted proposals compile, and with them no key that got one is unknown or has an invalid value', async () => {
  await using server = await startRedis()
  const raw = server.connect()
  for (let index = 1; index <= 8; index += 1) {
    await raw.set(
      `foo:user:${index}:state`,
      JSON.stringify({ a: index, b: ['x'], ...(index > 4 ? { c: null } : {}) }),
      'PX',
      50_000,
    )
    await raw.hset(`sessions:tok_${index}`, { name: 'x', created: '12', ...(index > 4 ? { 'odd-name': '1' } : {}) })
    await raw.rpush(`queue:BTC-USDT-SWAP:${index}`, '{"a":1}')
    await raw.hset(`levels:okx:grid:${index}`, '1', 'a', '2', 'b')
  }
  for (const word of ['alpha', 'beta', 'gamma', 'delta', 'epsilon']) {
    await raw.sadd(`tags:${word}:list`, 'a', 'b')
    await raw.zadd(`rank:${word}`, '1', 'a')
  }
  await raw.set('mixed:1', '1')
  await raw.set('mixed:2', '2.5', 'EX', 100)
  await raw.set(`it's "quoted" */ <b>`, 'x')
  await raw.set(`it's "quoted" */ b`, 'x')
  await raw.set('market:BTC/USDT:USDT:5m:okx', '12.5')
  await raw.set('class', 'a reserved word')
  await raw.set('empty::place', '1')
  await raw.set('', '1')
  await raw.set(Buffer.from([0xff]), '1')
  await raw.xadd('events', '*', 'a', '1')

  const proposals = createProposalCollector()
  const before = await auditRedis(server.url, { proposals })
  const text = proposals.format()
  expect(before.findings.every(({ kind }) => kind === 'unknown')).toBe(true)
  const families = await paste(text)
  expect(families.map(({ template, type }) => `${type} ${template}`).toSorted()).toEqual(
    [
      'string foo:user:<userId>:state',
      'hash sessions:tok_<userId>',
      'list queue:<symbol>:<userId>',
      'hash levels:<exchange>:grid:<level>',
      'set tags:<userId>:list',
      'zset rank:<userId>',
      'string mixed:<userId>',
      'string market:<symbol>:<timeframe>:<exchange>',
      `string it's "quoted" */ b`,
      'string class',
    ].toSorted(),
  )
  expect(text).toContain('a: z.number(), b: z.array(z.string()), c: z.null().optional()')
  expect(text).toContain('expiresAfter(60_000)')
  expect(text.match(/^\/\/ Not proposed: .*$/gm)).toHaveLength(5)

  const after = await auditRedis(server.url, { catalogue: [...catalogue, ...families] })
  expect(after.findings.filter(({ kind }) => kind === 'unknown')).toHaveLength(5)
  const active = families.map((family): AnyKeyFamily => ({ ...family, status: 'active' }))
  const strict = await auditRedis(server.url, { catalogue: [...catalogue, ...active] })
  expect(strict.findings.filter(({ kind }) => kind !== 'unknown')).toEqual([])
})

test('no unknown key, no text', async () => {
  await using server = await startRedis()
  const proposals = createProposalCollector()
  await auditRedis(server.url, { proposals })
  expect(proposals.format()).toBe('')
})

test('names without a common form stay a few thousand clusters', async () => {
  await using server = await startRedis()
  await server
    .connect()
    .eval(
      `for i = 1, 20000 do redis.call('SET', 'a' .. string.gsub(tostring(i), '%d', function (d) return string.char(97 + d) end) .. ':' .. (i % 7) .. 'x', '1') end`,
      0,
    )
  const proposals = createProposalCollector()
  await auditRedis(server.url, { proposals })
  expect(proposals.format().length).toBeLessThan(2_000_000)
})
