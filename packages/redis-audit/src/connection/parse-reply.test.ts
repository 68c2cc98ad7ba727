import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { encodeCommands } from './encode-commands.ts'
import { createReplyParser, isReplyList, RefusedReply, type Reply } from './parse-reply.ts'

/** The bytes of an answer as Redis writes them. */
function spell(reply: Reply): Buffer {
  if (reply === null) return Buffer.from('$-1\r\n')
  if (typeof reply === 'number') return Buffer.from(`:${reply}\r\n`)
  if (typeof reply === 'string') return spell(Buffer.from(reply))
  if (Buffer.isBuffer(reply)) return Buffer.concat([Buffer.from(`$${reply.length}\r\n`), reply, Buffer.from('\r\n')])
  if (reply instanceof RefusedReply) return Buffer.from(`-${reply.message}\r\n`)
  if (!isReplyList(reply)) throw new Error('no such answer')
  return Buffer.concat([Buffer.from(`*${reply.length}\r\n`), ...reply.map(spell)])
}

const leaf: fc.Arbitrary<Reply> = fc.oneof(
  fc.maxSafeInteger(),
  fc.string({ unit: 'binary' }),
  fc.constant(null),
  fc.string({ unit: fc.constantFrom(...'ABC xyz') }).map((message) => new RefusedReply(message)),
)
const anyReply: fc.Arbitrary<Reply> = fc.oneof(leaf, fc.array(fc.oneof(leaf, fc.array(leaf))))

describe('createReplyParser', () => {
  test.prop([fc.array(anyReply), fc.array(fc.integer({ min: 1, max: 9 }))])(
    'reads the same answers however the bytes are cut',
    (replies, cuts) => {
      const bytes = Buffer.concat(replies.map(spell))
      const parser = createReplyParser()
      const read: Reply[] = []
      const take = (): void => {
        for (let reply = parser.next('text'); reply !== undefined; reply = parser.next('text')) read.push(reply)
      }
      let at = 0
      for (const cut of cuts) {
        parser.append(bytes.subarray(at, at + cut))
        take()
        at += cut
      }
      parser.append(bytes.subarray(at))
      take()
      expect(read).toEqual(replies)
    },
  )

  test.prop([
    fc.array(fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.uint8Array().map(Buffer.from)), { minLength: 1 })),
  ])('commands are lists of texts, in bytes', (lines) => {
    const parser = createReplyParser()
    parser.append(encodeCommands(lines))
    const read = lines.map(() => parser.next('bytes'))
    expect(read).toEqual(lines.map((line) => line.map((part) => Buffer.from(part))))
    expect(parser.next('bytes')).toBeUndefined()
  })

  test('a list of no length is null, and bytes of another protocol are refused', () => {
    const parser = createReplyParser()
    parser.append(Buffer.from('*-1\r\n+OK\r\n'))
    expect([parser.next('text'), parser.next('text'), parser.next('text')]).toEqual([null, 'OK', undefined])
    parser.append(Buffer.from('HTTP/1.1 400 Bad Request\r\n'))
    expect(() => parser.next('text')).toThrow('does not speak the Redis protocol')
  })
})
