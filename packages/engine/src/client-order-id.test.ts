import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { formatClientOrderId, lastSequence, parseClientOrderId } from './client-order-id.ts'

const letters = 'abcdefghijklmnopqrstuvwxyz'
const word = (maxLength: number) =>
  fc
    .tuple(
      fc.constantFrom(...letters),
      fc.array(fc.constantFrom(...letters, ...'0123456789'), { maxLength: maxLength - 1 }),
    )
    .map(([first, rest]) => first + rest.join(''))
const parts = fc.record({ tag: word(12), sequence: fc.integer({ min: 0, max: lastSequence }), leg: word(10) })

describe('client order id', () => {
  test('spells tag, sequence and leg', () => {
    expect(formatClientOrderId({ tag: 'hr', sequence: 36, leg: 'tp1' })).toBe('hrZ00000010Ztp1')
  })

  test.prop([parts])('reads back what it spelled', (given) => {
    expect(parseClientOrderId(formatClientOrderId(given))).toEqual(given)
  })

  test('reads the spelling of the release before', () => {
    expect(parseClientOrderId('hr-00000010-tp1')).toEqual({ tag: 'hr', sequence: 36, leg: 'tp1' })
    expect(parseClientOrderId('hr-00000010Ztp1')).toBeUndefined()
  })

  test.prop([parts])('has letters and digits only, at most 32, and one that is not a digit', (given) => {
    const id = formatClientOrderId(given)
    expect(id).toMatch(/^[A-Za-z0-9]{1,32}$/)
    expect(id).toMatch(/\D/)
  })

  test.prop([parts, parts])('differs when any part differs', (one, other) => {
    const same = one.tag === other.tag && one.sequence === other.sequence && one.leg === other.leg
    expect(formatClientOrderId(one) === formatClientOrderId(other)).toBe(same)
  })

  test.prop([fc.string()])('reads foreign text as no id of ours and never throws', (text) => {
    const read = parseClientOrderId(text)
    if (read !== undefined) expect(formatClientOrderId(read)).toBe(text.replaceAll('-', 'Z'))
  })

  test.each([
    [{ tag: '', sequence: 1, leg: 'sl' }, 'tag ""'],
    [{ tag: 'HR', sequence: 1, leg: 'sl' }, 'tag "HR"'],
    [{ tag: 'hr', sequence: 1, leg: 'take-profit' }, 'leg "take-profit"'],
    [{ tag: 'hr', sequence: -1, leg: 'sl' }, 'sequence -1'],
    [{ tag: 'hr', sequence: 1.5, leg: 'sl' }, 'sequence 1.5'],
    [{ tag: 'hr', sequence: lastSequence + 1, leg: 'sl' }, 'sequence 2821109907456'],
  ])('refuses %o by a sentence that names the part', (given, sentence) => {
    expect(() => formatClientOrderId(given)).toThrow(sentence)
  })
})
