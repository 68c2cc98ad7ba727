import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeReply } from './decode-reply.ts'

/** Replies as the decoder of ioredis hands them out: pieces of one memory with other bytes in between. */
const piece = fc.oneof(
  fc.string().map((text) => Buffer.from(text)),
  fc.string({ unit: 'grapheme', maxLength: 3_000 }).map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
  fc.constantFrom(null, 7),
)
const ofOneMemory = fc
  .tuple(fc.array(piece, { maxLength: 30 }), fc.uint8Array({ maxLength: 9 }))
  .map(([pieces, gap]) => {
    const memory = Buffer.concat(pieces.flatMap((one) => (one instanceof Buffer ? [gap, one] : [])))
    let at = 0
    return pieces.map((one) => {
      if (!(one instanceof Buffer)) return one
      at += gap.length + one.length
      return memory.subarray(at - one.length, at)
    })
  })

test('a reply decoded together reads as each element decoded by itself', () => {
  const textOf = (element: unknown): unknown => (element instanceof Buffer ? element.toString() : element)
  fc.assert(
    fc.property(fc.array(ofOneMemory, { maxLength: 3 }), (replies) => {
      const elements = replies.flat()
      expect(decodeReply(elements)).toEqual(elements.map(textOf))
      expect(decodeReply([replies, 1])).toEqual([replies.map((reply) => reply.map(textOf)), 1])
      // In another order than that of the memory.
      expect(decodeReply(elements.toReversed())).toEqual(elements.toReversed().map(textOf))
    }),
  )
})

test('a reply of no list is decoded as it is', () => {
  expect([Buffer.from('값'), null, 3].map(decodeReply)).toEqual(['값', null, 3])
})
