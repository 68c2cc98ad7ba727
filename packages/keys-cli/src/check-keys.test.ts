import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { catalogue, channels, defineKey, expiresAfter, minute, string } from '@tradingboost/redis-keys'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { checkKeys } from './check-keys.ts'

// No repository: what is found is of the catalogue alone, but for the lock that is missing.
let nowhere: string
beforeAll(() => {
  nowhere = mkdtempSync(join(tmpdir(), 'keys-check-'))
})
afterAll(() => rmSync(nowhere, { recursive: true }))

const stated = { value: string(z.string()), lifetime: expiresAfter(minute), owner: 'shared', status: 'active' } as const
const found = async (...planted: (typeof catalogue)[number][]) =>
  (await checkKeys(nowhere, undefined, { catalogue: [...catalogue, ...planted], channels, migrations: [] })).findings
const missingLock = 'there is no keys.lock.json: run `keys lock` and commit it'

test('the catalogue itself has no findings', async () => {
  expect(await found()).toEqual([missingLock])
})

test('two active families on one key are found, of two types with TYPE, each with the key and both readings', async () => {
  const twin = defineKey({ ...stated, name: 'twin', template: 'positions:active', summary: 'Planted.' })
  expect(await found(twin)).toEqual([
    'activePositions and twin are both active on "positions:active", with two types (set and string): give one another template',
    expect.stringMatching(
      /^TYPE: activePositions \(active set\) and twin \(active string\) both produce "positions:active"/,
    ),
    missingLock,
  ])
})

test('an active family that takes a reserved word for a value is found by a key that both produce', async () => {
  const greedy = defineKey({ ...stated, name: 'greedy', template: 'positions:<botId>', summary: 'Planted.' })
  expect(await found(greedy)).toEqual([
    expect.stringMatching(/both produce "positions:active"[^]*"positions:<botId>" reads \{"botId":"active"\}/),
    missingLock,
  ])
})

test('an active family that spells keys like an old one of its type is found until a note tells them apart', async () => {
  const like = { ...stated, name: 'likeOld', template: 'price:<symbol>', summary: 'Planted.' } as const
  expect(await found(defineKey(like))).toEqual([
    expect.stringMatching(/likeOld \(active string\).*name the other family in its note/s),
    missingLock,
  ])
  expect(await found(defineKey({ ...like, note: 'JSON, where legacyPrice is plain text.' }))).toEqual([missingLock])
})

test('a catalogue that contradicts itself is found', async () => {
  const lost = defineKey({
    ...stated,
    name: 'lost',
    template: 'lost:<userId>',
    replaces: ['nothing'],
    summary: 'Planted.',
  })
  expect(await found(lost)).toEqual([
    expect.stringMatching(/lost replaces nothing, which is not in the catalogue/),
    missingLock,
  ])
})
