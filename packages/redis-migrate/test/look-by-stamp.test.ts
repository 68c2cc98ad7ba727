import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { KeyContent } from '@tradingboost/layout-migrations'
import { runMigration } from '../src/index.ts'
import { contentDigest } from '../src/content/content-digest.ts'
import { piecesOfContent } from '../src/content/content-of-pieces.ts'
import { readSource } from '../src/ledger/read-source.ts'
import { migrationKeys } from '../src/define/migration-keys.ts'
import { doubtfulSources } from '../src/verify/look-by-stamp.ts'
import { aRun, fillBaskets } from './run-request.ts'
import { baskets } from './small-migrations.ts'
import { useRedis } from './use-redis.ts'

const redis = useRedis()
const keys = migrationKeys(baskets.id)

const piece = fc.string({ unit: fc.constantFrom('a', 'B', ':', '\0', '\n', 'ü', '漢', '\u{1f600}', '\ufb01', '0') })
const content: fc.Arbitrary<Exclude<KeyContent, { readonly type: 'zset' }>> = fc.oneof(
  fc.record({ type: fc.constant('string' as const), text: piece }),
  fc.record({
    type: fc.constant('hash' as const),
    fields: fc.uniqueArray(fc.tuple(piece, piece), { minLength: 1, maxLength: 6, selector: ([name]) => name }),
  }),
  fc.record({ type: fc.constant('set' as const), members: fc.uniqueArray(piece, { minLength: 1, maxLength: 6 }) }),
  fc.record({ type: fc.constant('list' as const), elements: fc.array(piece, { minLength: 1, maxLength: 6 }) }),
)
const writing = { string: 'SET', hash: 'HSET', set: 'SADD', list: 'RPUSH' } as const

test('a content has one digest, whoever makes it: the program or a script', async () => {
  const { raw, connection } = redis()
  await fc.assert(
    fc.asyncProperty(content, async (held) => {
      await raw.del('x')
      await raw.call(writing[held.type], 'x', ...piecesOfContent(held))
      expect((await connection.run(readSource(keys, 'x'))).digest).toBe(contentDigest(held))
    }),
    { numRuns: 300 },
  )
})

test.each<{ readonly what: string; readonly command: readonly [string, ...string[]] }>([
  { what: 'a target says something else', command: ['HSET', 'lines:o1:rice', 'amount', '2'] },
  { what: 'a target has a field more', command: ['HSET', 'lines:o1:rice', 'x', '2'] },
  { what: 'a target is gone', command: ['DEL', 'lines:o1:rice'] },
  { what: 'a target is of another type', command: ['SET', 'lines:o1:rice', 'x'] },
  { what: 'a target expires', command: ['PEXPIRE', 'lines:o1:rice', '50000'] },
  { what: 'an index lacks a member', command: ['SREM', 'lines-of:o1', 'rice'] },
  { what: 'an index has a foreign member', command: ['SADD', 'lines-of:o1', 'gold'] },
  { what: 'an index expires', command: ['PEXPIRE', 'lines-of:o1', '50000'] },
  { what: 'an index is of another type', command: ['SET', 'lines-of:o1', 'x'] },
  { what: 'a shared key lacks a member', command: ['ZREM', 'owners', 'o1'] },
  { what: 'the source says something else', command: ['SET', 'basket:o1', 'rice=2'] },
  { what: 'the source expires', command: ['PEXPIRE', 'basket:o1', '50000'] },
  { what: 'the source is gone', command: ['DEL', 'basket:o1'] },
])('a source is looked at closer when $what', async ({ command: [name, ...args] }) => {
  const { raw, connection } = redis()
  await fillBaskets(redis(), 9)
  await runMigration(aRun(redis(), { until: 'verify' }))
  const sources = Array.from({ length: 9 }, (_, at) => `basket:o${at}`)
  expect(await doubtfulSources({ connection, keys }, sources)).toEqual([])
  await raw.call(name, ...args)
  expect(await doubtfulSources({ connection, keys }, sources)).toEqual(['basket:o1'])
})

test('a target that holds the same in another form, as after a restart of the server, is no difference', async () => {
  const { raw, connection } = redis()
  await fillBaskets(redis(), 9)
  await runMigration(aRun(redis(), { until: 'verify' }))
  // As one long value: the same fields in a table, in an order that only this server knows.
  await raw.hset('lines:o1:rice', 'x', 'y'.repeat(100))
  await raw.hdel('lines:o1:rice', 'x')
  expect(await doubtfulSources({ connection, keys }, ['basket:o1'])).toEqual(['basket:o1'])
  const { verify, phase } = await runMigration(aRun(redis(), { until: 'contract' }))
  expect({ verify, phase }).toMatchObject({ verify: { verified: 9, differing: 0 }, phase: 'contract' })
})

test('a ledger that notes no stamp is none to go by, whatever stands', async () => {
  const { raw, connection } = redis()
  await fillBaskets(redis(), 9)
  await runMigration(aRun(redis(), { until: 'verify' }))
  await raw.hdel(keys.backupOf('basket:o1'), 'stamp')
  await raw.del('lines:o1:rice')
  expect(await doubtfulSources({ connection, keys }, ['basket:o0', 'basket:o1'])).toEqual(['basket:o1'])
})

test('a source that was not moved is looked at closer', async () => {
  expect(await doubtfulSources({ connection: redis().connection, keys }, ['basket:new'])).toEqual(['basket:new'])
})
