import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeCommand } from './describe-command.ts'

test.each([
  ['get', ['position:7:okx:A:long'], 'get position:7:okx:A:long'],
  ['set', ['position:7:okx:A:long', '{"secret":1}', 'PX', 300], 'set position:7:okx:A:long'],
  ['mget', ['a', 'b', 'c', 'd', 'e'], 'mget a b c and 2 more'],
  ['evalsha', ['9f3', 2, 'k1', Buffer.from('k2'), '{"secret":1}'], 'evalsha 9f3 k1 k2'],
  ['eval', ['return 1', '0', '{"secret":1}'], 'eval'],
  ['ping', [], 'ping'],
])('of %s %j a span says %j', (name, args, said) => {
  expect(describeCommand(name, args)).toBe(said)
})

test('no value of a command that writes is told', () => {
  const command = fc.constantFrom('set', 'hset', 'sadd', 'zadd', 'rpush', 'auth-like')
  fc.assert(
    fc.property(
      command,
      fc.array(
        fc.string({ minLength: 1 }).map((text) => `<${text}>`),
        { minLength: 1 },
      ),
      (name, values) => {
        expect(describeCommand(name, ['key', ...values])).toBe(`${name} key`)
      },
    ),
  )
})
