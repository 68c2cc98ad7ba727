import { fc, test } from '@fast-check/vitest'
import {
  exchangePositions,
  exchangeSymbolPositions,
  legacyPositionCache,
  legacyUserPosition,
} from '@tradingboost/redis-keys'
import { expect } from 'vitest'
import { oldGlobs, oldPrefixes, scanGlob } from '../define/old-prefixes.ts'
import { fencedWider, fenceRules, setUserWords } from './fence-rules.ts'
import { globsMeet } from './glob-meets.ts'

test.each([
  ['okx:positions:*', 'okx:positions:*', true],
  ['~*'.slice(1), 'okx:positions:*', true],
  ['okx:*', '*:positions:*', true],
  ['binance:*', 'okx:positions:*', false],
  ['okx:user:*', 'okx:positions:*', false],
  ['ok?:positions:7', 'okx:positions:*', true],
  ['ok[xy]:*', 'okx:positions:*', true],
  [String.raw`okx\*`, 'okx:positions:*', false],
  ['', 'a', false],
])('whether %j and %j can mean one key: %s', (one, other, meet) => {
  expect([globsMeet(one, other), globsMeet(other, one)]).toEqual([meet, meet])
})

const piece = fc.constantFrom('a', 'b', ':', '*', '?')
const toText = fc.array(fc.constantFrom('a', 'b', ':'), { maxLength: 6 }).map((parts) => parts.join(''))
const matches = (glob: string, text: string): boolean =>
  new RegExp(`^${glob.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(text)

test.prop([fc.array(piece, { maxLength: 6 }), fc.array(piece, { maxLength: 6 }), toText])(
  'two globs that match one text meet',
  (one, other, text) => {
    fc.pre(matches(one.join(''), text) && matches(other.join(''), text))
    expect(globsMeet(one.join(''), other.join(''))).toBe(true)
  },
)

test('a fence narrows the rules that reach the old keys to reading, in selectors too, and leaves the others alone', () => {
  const before = {
    user: 'legacy',
    keys: ['~okx:positions:*', '%RW~okx:*', '%W~okx:positions:7', '%R~okx:positions:*', '~binance:*'],
    selectors: ['(-@all +set ~okx:positions:* ~other)'],
  }
  const fenced = fenceRules(before, ['okx:positions:*'])
  expect(fenced).toEqual({
    user: 'legacy',
    keys: ['%R~okx:positions:*', '%R~okx:*', '%R~okx:positions:*', '~binance:*'],
    selectors: ['(-@all +set %R~okx:positions:* ~other)'],
  })
  expect(fencedWider(before.keys, ['okx:positions:*'])).toEqual(['%RW~okx:*', '%W~okx:positions:7'])
  expect(setUserWords(fenced).slice(0, 4)).toEqual(['SETUSER', 'legacy', 'resetkeys', 'clearselectors'])
})

test('prefixes and globs of old families are as narrow as their templates and the scope allow', () => {
  expect(oldPrefixes([exchangePositions, exchangeSymbolPositions], { exchange: 'okx' })).toEqual(['okx:positions:'])
  expect(oldPrefixes([exchangePositions])).toContain('bybit_spot:positions:')
  expect(oldPrefixes([legacyPositionCache, legacyUserPosition])).toEqual(['position:', 'user:'])
  expect(oldGlobs([legacyPositionCache, legacyUserPosition])).toEqual(['position:*:*', 'user:*:position:*:*'])
  expect(oldGlobs([exchangePositions, exchangeSymbolPositions], { exchange: 'okx' })).toEqual(['okx:positions:*'])
  expect(scanGlob([exchangePositions, exchangeSymbolPositions])).toBe('*:positions:*')
  expect(scanGlob([legacyPositionCache, legacyUserPosition])).toBeUndefined()
})
