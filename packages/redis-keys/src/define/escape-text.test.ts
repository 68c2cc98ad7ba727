import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { escapedCharacter, escapeText, rawClass, unescapeText } from './escape-text.ts'

const raw = new RegExp(`^${rawClass()}$`, 'u')
const escaped = new RegExp(`^${escapedCharacter}$`, 'u')

describe('escapeText', () => {
  it.each([
    ['a:b', 'a%3Ab'],
    ['{tag}', '%7Btag%7D'],
    ['*?[]\\', '%2A%3F%5B%5D%5C'],
    ['100%', '100%25'],
    ['a b\n\u0000', 'a%20b%0A%00'],
    ['\u00a0\u3000\ufeff', '%C2%A0%E3%80%80%EF%BB%BF'],
    ['사용자1', '사용자1'],
    ['🚀', '🚀'],
    ['BTC/USDT', 'BTC/USDT'],
  ])('writes %j as %s', (text, expected) => {
    expect(escapeText(text)).toBe(expected)
  })

  it.each(['\ud83d', 'a\ude80b', '\ude80\ud83d', ':\ud800'])('refuses half a surrogate pair (%j)', (text) => {
    expect(escapeText(text)).toBeUndefined()
  })

  it('either leaves a character raw or writes it as its pattern says, over all of Unicode', () => {
    const wrong: string[] = []
    for (let point = 0; point <= 0x10_ffff; point += 1) {
      if (point >= 0xd800 && point <= 0xdfff) continue
      const character = String.fromCodePoint(point)
      const text = escapeText(character)
      const right = raw.test(character) ? text === character : text !== undefined && escaped.test(text)
      if (!right) wrong.push(point.toString(16))
    }
    expect(wrong).toEqual([])
  })

  test.prop([fc.string({ unit: 'binary' })])('is undone by unescapeText', (text) => {
    expect(unescapeText(escapeText(text) ?? '')).toBe(text)
  })

  test.prop([fc.string({ unit: 'binary' })])('leaves nothing that breaks a key', (text) => {
    expect(escapeText(text)).not.toMatch(/[:{}*?[\]\\\s\p{Cc}]/u)
  })
})

describe('unescapeText', () => {
  it.each(['%', '%4', '%GG', '%FF', '%ED%A0%80', 'a%'])('refuses %s, which hides no text', (text) => {
    expect(unescapeText(text)).toBeUndefined()
  })
})
