import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { contentOfPieces, piecesOfContent } from './content-of-pieces.ts'

const text = fc.string({ unit: 'grapheme' })

test.prop([fc.uniqueArray(text, { maxLength: 12 })])('members are in the order of their bytes', (members) => {
  const pieces = piecesOfContent({ type: 'set', members })
  expect(pieces).toEqual(members.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))))
})

test.prop([fc.dictionary(text, text)])('fields keep their values in whatever order they are', (record) => {
  const pieces = piecesOfContent({ type: 'hash', fields: Object.entries(record) })
  const again = contentOfPieces('hash', pieces)
  expect(again.type === 'hash' && Object.fromEntries(again.fields)).toEqual({ ...record })
})
