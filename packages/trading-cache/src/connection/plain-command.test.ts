import * as fc from 'fast-check'
import { Command } from 'ioredis'
import { expect, test } from 'vitest'
import { PlainCommand } from './plain-command.ts'

test('a command is written to the byte as ioredis writes it', () => {
  const arg = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.double(), fc.integer())
  fc.assert(
    fc.property(fc.constantFrom('get', 'mget', 'evalsha'), fc.array(arg), (name, args) => {
      const written = [new PlainCommand(name, [...args]), new Command(name, [...args])].map((command) =>
        Buffer.from(command.toWritable({})).toString('hex'),
      )
      expect(written[0]).toBe(written[1])
    }),
  )
})
