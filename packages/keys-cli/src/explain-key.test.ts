import { expect, test } from 'vitest'
import { explainKey } from './explain-key.ts'
import { formatExplanation } from './format-explanation.ts'

const none = { migrations: [] }
const gridPositions = {
  id: '0003-grid-positions',
  from: [{ name: 'exchangePositions' }],
  to: [{ name: 'position' }, { name: 'positionIndex' }],
}
const lines = (key: string, context: Parameters<typeof explainKey>[1] = none) =>
  formatExplanation(key, explainKey(key, context)).split('\n')

test('tells family, parameters, type and lifetime of a key', () => {
  expect(lines('positions:1:okx:BTC/USDT:USDT:long')).toEqual([
    expect.stringMatching(/^family {6}position \(active\): One open position/),
    'template    positions:<userId>:<exchange>:<symbol>:<side>',
    'parameters  userId="1" exchange="okx" symbol="BTC/USDT:USDT" side="long"',
    'type        hash; the fields below',
    expect.stringMatching(/^fields {6}userId exchange symbol side quantity\? averagePrice\? /),
    expect.stringMatching(
      /^lifetime {4}until somebody removes it; a moved one, until it is written, .* at most 5 min$/,
    ),
    'written by  shared',
  ])
})

test('tells what replaces a legacy key and which migration moves it', () => {
  const key = 'okx:positions:1234'
  expect(lines(key, { type: 'string', migrations: [] })).toContain(
    'now         replaced by position; no migration moves it',
  )
  expect(lines(key, { type: 'string', migrations: [gridPositions] })).toContain(
    'now         replaced by position; keys migrate run 0003-grid-positions moves it',
  )
  const explained = explainKey(key, { type: 'string', migrations: [gridPositions] })
  expect(explained.kind === 'known' && explained.families.map(({ movedBy }) => movedBy)).toEqual([
    ['0003-grid-positions'],
  ])
  expect(lines('recovery_state')).toContain('now         nothing replaces it; no program of ours reads it')
  expect(lines('celery')).toContain('now         it belongs to a program that is none of ours: leave it alone')
})

test('names no migration for a family that only others are moved into', () => {
  const explained = explainKey('positions:index:1:okx', { migrations: [gridPositions] })
  expect(explained.kind === 'known' && explained.families.map(({ movedBy }) => movedBy)).toEqual([[]])
})

test('names every family of a key that only its type tells apart, and one where the type is given', () => {
  const shared = 'user:1:position:BTC-USDT-SWAP:long'
  expect(lines(shared)[0]).toBe(`"${shared}" is a key of 2 families; its type tells which:`)
  const explained = explainKey(shared, { type: 'hash', migrations: [] })
  expect(explained.kind === 'known' && explained.families.map(({ name }) => name)).toEqual(['hyperrsiPosition'])
})

test('names the nearest families of an unknown key and why each is not it', () => {
  expect(lines('positions:1:okx:BTC-USDT-SWAP:buy').slice(0, 2)).toEqual([
    '"positions:1:okx:BTC-USDT-SWAP:buy" is no key of the catalogue. Nearest:',
    '  position (positions:<userId>:<exchange>:<symbol>:<side>): <side> is one of long, short, not "buy"',
  ])
  expect(lines('OKX:user:1')[1]).toMatch(/^ {2}exchangeUser \(<exchange>:user:<userId>\): <exchange> is .*, not "OKX"$/)
  expect(lines('positions:1:OKX:BTC-USDT-SWAP:LONG')[1]).toMatch(
    /^ {2}position .*not "OKX", and <side> is .*not "LONG"$/,
  )
  expect(lines('')).toEqual(['"" is no key of the catalogue, and resembles none'])
})

test('says that a name is a channel', () => {
  expect(lines('prices:okx:BTC-USDT-SWAP')[0]).toMatch(
    /^no key: a channel of priceChanges \(prices:<exchange>:<symbol>\)/,
  )
})

test('takes bytes that are no text', () => {
  const explained = explainKey(Buffer.from('positions:1:okx:\u00ff:long', 'latin1'), none)
  expect(explained.kind === 'unknown' && explained.nearest[0]?.reason).toBe('its bytes are not UTF-8')
})
