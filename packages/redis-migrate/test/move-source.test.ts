import { expect, test } from 'vitest'
import type { MoveContext } from '../src/move/move-context.ts'
import { moveSource } from '../src/move/move-source.ts'
import { migrationKeys } from '../src/define/migration-keys.ts'
import { baskets } from './small-migrations.ts'
import { snapshot, useRedis } from './use-redis.ts'

const redis = useRedis()
const keys = migrationKeys(baskets.id)

async function begin(): Promise<MoveContext> {
  const { connection, raw } = redis()
  await raw.hset(keys.state, 'epoch', '1')
  return { connection, migration: baskets, options: { exchange: 'okx' }, scope: {}, keys, epoch: '1' }
}

const moved = (items: Record<string, string>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(items).map(([item, amount]) => [
      `lines:ann:${item}`,
      { hash: { item, amount, à: 'ß' }, expiresAt: -1 },
    ]),
  )

test('targets, index, member and backup are written together, and a second move changes nothing', async () => {
  const { raw } = redis()
  const context = await begin()
  await raw.set('basket:ann', 'tea=1234567890123456789\nrice=0.12345678901234567')
  expect(await moveSource(context, 'basket:ann')).toEqual({ kind: 'moved' })
  const after = await snapshot(raw)
  expect(after).toEqual({
    'basket:ann': { string: 'tea=1234567890123456789\nrice=0.12345678901234567', expiresAt: -1 },
    ...moved({ tea: '1234567890123456789', rice: '0.12345678901234567' }),
    'lines-of:ann': { set: ['rice', 'tea'], expiresAt: -1 },
    owners: { zset: ['ann', '1.5'], expiresAt: -1 },
  })
  const writes = await raw.hgetall(keys.backupOf('basket:ann'))
  expect(await moveSource(context, 'basket:ann')).toEqual({ kind: 'unchanged' })
  expect(await snapshot(raw)).toEqual(after)
  expect(await raw.hgetall(keys.backupOf('basket:ann'))).toEqual(writes)
})

test('what a source no longer says goes, and nothing else of the index', async () => {
  const { raw } = redis()
  const context = await begin()
  await raw.set('basket:ann', 'tea=1\nrice=2')
  await moveSource(context, 'basket:ann')
  await raw.set('basket:ann', 'rice=3')
  expect(await moveSource(context, 'basket:ann')).toEqual({ kind: 'moved' })
  expect(await snapshot(raw)).toMatchObject({ ...moved({ rice: '3' }), 'lines-of:ann': { set: ['rice'] } })
  expect(await raw.exists('lines:ann:tea')).toBe(0)
  await raw.del('basket:ann')
  expect(await moveSource(context, 'basket:ann')).toEqual({ kind: 'gone' })
  expect(await snapshot(raw)).toEqual({})
  expect(await raw.exists(keys.backupOf('basket:ann'), keys.membersOf('lines-of:ann'))).toBe(0)
})

test('the remaining time to live is carried to hashes and index to the millisecond', async () => {
  const { raw } = redis()
  const context = await begin()
  await raw.set('basket:ann', 'tea=1', 'PX', 60_000)
  await moveSource(context, 'basket:ann')
  const expiresAt = await raw.pexpiretime('basket:ann')
  expect(await raw.pexpiretime('lines:ann:tea')).toBe(expiresAt)
  expect(await raw.pexpiretime('lines-of:ann')).toBe(expiresAt)
  expect(await raw.pexpiretime('owners')).toBe(-1)
  await raw.set('basket:ann', 'tea=1')
  expect(await moveSource(context, 'basket:ann')).toEqual({ kind: 'moved' })
  expect(await raw.pexpiretime('lines:ann:tea')).toBe(-1)
  expect(await raw.pexpiretime('lines-of:ann')).toBe(-1)
})

test.each([
  ['a target that somebody else wrote', ['hset', 'lines:ann:tea', 'item', 'other'], /lines:ann:tea holds something/],
  ['a target of another type', ['set', 'lines:ann:tea', 'x'], /lines:ann:tea holds something/],
  ['a foreign member of the index', ['sadd', 'lines-of:ann', 'alien'], /foreign member alien/],
  ['an index of another type', ['hset', 'lines-of:ann', 'a', 'b'], /is a hash where a set belongs/],
] as const)('%s is a conflict, and nothing is written', async (_what, [command, ...args], reason) => {
  const { raw } = redis()
  const context = await begin()
  await raw.call(command, ...args)
  await raw.set('basket:ann', 'rice=2\ntea=1')
  const before = await snapshot(raw)
  expect(await moveSource(context, 'basket:ann')).toEqual({ kind: 'conflict', reason: expect.stringMatching(reason) })
  expect(await snapshot(raw)).toEqual(before)
  expect(await raw.hget(keys.refusals, 'basket:ann')).toMatch(/^conflict: /)
})

test('a target that already says the same is taken, and stays when the source goes', async () => {
  const { raw } = redis()
  const context = await begin()
  await raw.hset('lines:ann:tea', { à: 'ß', amount: '1', item: 'tea' })
  await raw.set('basket:ann', 'tea=1')
  expect(await moveSource(context, 'basket:ann')).toEqual({ kind: 'moved' })
  await raw.del('basket:ann')
  await moveSource(context, 'basket:ann')
  expect(Object.keys(await snapshot(raw))).toEqual(['lines:ann:tea'])
})

test('a refused source keeps its bytes, is named with the reason, and takes back what was written of it before', async () => {
  const { raw } = redis()
  const context = await begin()
  await raw.set('basket:ann', 'tea=1')
  await moveSource(context, 'basket:ann')
  await raw.set('basket:ann', 'tea=1\nbroken')
  expect(await moveSource(context, 'basket:ann')).toEqual({ kind: 'refused', reason: 'a line is no item=amount' })
  expect(Object.keys(await snapshot(raw))).toEqual(['basket:ann'])
  expect(await raw.hgetall(keys.refusals)).toEqual({ 'basket:ann': 'refused: a line is no item=amount' })
  await raw.set('basket:ann', 'tea=1')
  await moveSource(context, 'basket:ann')
  expect(await raw.exists(keys.refusals)).toBe(0)
})

test('bytes that are no text are refused, never changed', async () => {
  const { raw } = redis()
  const context = await begin()
  await raw.set('basket:ann', Buffer.from([0x74, 0x3d, 0xff]))
  expect(await moveSource(context, 'basket:ann')).toMatchObject({ kind: 'refused' })
  expect(await raw.getBuffer('basket:ann')).toEqual(Buffer.from([0x74, 0x3d, 0xff]))
})

test('a program that wrote both layouts itself is taken at its word', async () => {
  const { raw } = redis()
  const context = await begin()
  await raw.hset('lines:ann:tea', { item: 'tea', amount: '7', note: 'ours' })
  await raw.sadd('lines-of:ann', 'tea')
  await raw.set('basket:ann', 'tea=7')
  expect(await moveSource(context, 'basket:ann')).toEqual({ kind: 'adopted' })
  expect(await raw.hget('lines:ann:tea', 'note')).toBe('ours')
  expect(await raw.exists(keys.refusals)).toBe(0)
})

test('a runner of an older step writes nothing', async () => {
  const { raw } = redis()
  const context = await begin()
  await raw.set('basket:ann', 'tea=1')
  await raw.hset(keys.state, 'epoch', '2')
  expect(await moveSource(context, 'basket:ann')).toEqual({ kind: 'stopped' })
  expect(Object.keys(await snapshot(raw))).toEqual(['basket:ann'])
})

test('contents of thousands of fields are moved whole', async () => {
  const { raw } = redis()
  const context = await begin()
  const rows = Array.from({ length: 3_000 }, (_, at) => `item${at}=${at}`)
  await raw.set('basket:ann', rows.join('\n'))
  expect(await moveSource(context, 'basket:ann')).toEqual({ kind: 'moved' })
  expect(await raw.scard('lines-of:ann')).toBe(3_000)
  await raw.del('basket:ann')
  await moveSource(context, 'basket:ann')
  expect(await snapshot(raw)).toEqual({})
})

test('contents that differ only in where a NUL parts them are told apart', async () => {
  const { raw } = redis()
  const context = await begin()
  await raw.set('basket:ann', 'tea=1\u00002')
  expect(await moveSource(context, 'basket:ann')).toEqual({ kind: 'moved' })
  await raw.hset('lines:ann:tea', 'amount', '1', 'item', '2\u0000tea')
  await raw.set('basket:ann', 'tea=3')
  expect(await moveSource(context, 'basket:ann')).toMatchObject({ kind: 'conflict' })
})
