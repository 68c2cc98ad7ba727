import { fc, test as property } from '@fast-check/vitest'
import { expect, test } from 'vitest'
import { TradingError } from '../trading-error.ts'
import { parseRedisAddress, type AddressSurroundings } from './parse-redis-address.ts'
import { describeRedisAddress } from './redis-address.ts'
import { redisTlsOptions } from './tls-options.ts'

const disk: AddressSurroundings = {
  readFile: (path) => {
    if (path.includes('missing')) throw new Error('ENOENT')
    return `text of ${path}`
  },
}
const parse = (text: string) => parseRedisAddress(text, disk)
const at = (host: string, port = 6_379) => ({ kind: 'tcp', host, port })

test.each([
  ['redis://', { server: at('127.0.0.1'), database: 0 }],
  ['redis://cache', { server: at('cache'), database: 0 }],
  ['REDIS://cache:7000/', { server: at('cache', 7_000), database: 0 }],
  ['redis://cache?db=2', { server: at('cache'), database: 2 }],
  ['redis://cache/2?db=2', { server: at('cache'), database: 2 }],
  ['redis://me:p%40ss%23@cache/2', { server: at('cache'), database: 2, username: 'me', password: 'p@ss#' }],
  ['redis://:a:b@[::1]:1', { server: at('::1', 1), database: 0, password: 'a:b' }],
  ['rediss://10.0.0.1', { server: at('10.0.0.1'), database: 0, tls: {} }],
  ['rediss://h?cacert=/ca%20.pem', { server: at('h'), database: 0, tls: { ca: 'text of /ca .pem' } }],
  ['rediss://h?cert=c&key=k&db=1', { server: at('h'), database: 1, tls: { cert: 'text of c', key: 'text of k' } }],
  ['/run/redis.sock', { server: { kind: 'socket', path: '/run/redis.sock' }, database: 0 }],
  ['/run/a@b.sock?db=3', { server: { kind: 'socket', path: '/run/a@b.sock' }, database: 3 }],
  ['unix://:pw@/run/r.sock?db=3', { server: { kind: 'socket', path: '/run/r.sock' }, database: 3, password: 'pw' }],
])('%s is read', (text, address) => {
  expect(parse(text)).toEqual(address)
})

test.each([
  ['http://cache', /neither redis:/],
  ['cache:6379', /neither redis:/],
  ['', /neither redis:/],
  ['redis://cache/db', /a database that is no whole number/],
  ['redis://cache?db=x', /a database that is no whole number/],
  ['redis://cache?db=', /a database that is no whole number/],
  ['redis://cache/1?db=2', /two databases, 1 in its path and 2 as db/],
  ['redis://cache?family=6', /a parameter "family", of which nothing is known/],
  ['redis://cache?db=1&db=1', /the parameter db twice/],
  ['redis://cache#1', /holds a "#"/],
  ['redis://cache:0', /no server as HOST or HOST:PORT/],
  ['redis://cache:70000', /no server as HOST or HOST:PORT/],
  ['redis://a:1:2', /no server as HOST or HOST:PORT/],
  ['redis://a b', /no server as HOST or HOST:PORT/],
  ['redis://me@cache', /a user and no password/],
  ['redis://:p%zz@cache', /a "%" that escapes nothing/],
  ['redis://cache?cacert=/ca.pem', /names a cacert but no TLS: begin it with rediss/],
  ['rediss://cache?cert=c', /one of cert and key/],
  ['rediss://cache?cacert=/missing.pem', /names \/missing.pem as cacert, which cannot be read/],
  ['unix://relative', /no absolute path/],
])('%j is refused in one sentence', (text, sentence) => {
  expect(() => parse(text)).toThrow(TradingError)
  expect(() => parse(text)).toThrow(sentence)
})

test('a password with unescaped characters is refused with the cause and without the password', () => {
  expect(() => parse('redis://:p@ss#w/rd@h')).toThrow(
    'the Redis address holds "@", "#", "/" before its last "@", unescaped: in a user or password they are written as %40, %23, %2F: correct it',
  )
})

property.prop([fc.string({ minLength: 1, unit: 'grapheme' }), fc.string({ minLength: 1, unit: 'grapheme' })])(
  'any user and password that are escaped come out as they are',
  (username, password) => {
    const text = `redis://${encodeURIComponent(username)}:${encodeURIComponent(password)}@h`
    expect(parse(text)).toMatchObject({ username, password, server: at('h') })
  },
)

property.prop([fc.string()])('any text is an address or refused, and the refusal never shows a password', (rest) => {
  try {
    expect(describeRedisAddress(parse(`redis://me:Zq7secret${rest}@h`))).toBe('redis://h:6379/0')
  } catch (error) {
    if (!(error instanceof TradingError)) throw error
    expect(error.message).not.toContain('Zq7')
  }
})

test('files named on the command line come before those of the text', () => {
  const address = parseRedisAddress('rediss://h?cacert=a', { ...disk, files: { cacert: 'b' } })
  expect(address.tls).toEqual({ ca: 'text of b' })
})

test.each([
  ['redis://me:secret@cache/3', 'redis://cache:6379/3'],
  ['rediss://[::1]:1', 'rediss://[::1]:1/0'],
  ['/run/redis.sock', '/run/redis.sock?db=0'],
])('%s is described by server and database, without secrets', (text, described) => {
  expect(describeRedisAddress(parse(text))).toBe(described)
  expect(describeRedisAddress(parse(described))).toBe(described)
})

test.each([
  ['redis://h', undefined],
  ['rediss://h.example', { servername: 'h.example' }],
  ['rediss://10.0.0.1', {}],
  ['rediss://[::1]', {}],
])('the TLS options of %s ask for a name only', (text, options) => {
  expect(redisTlsOptions(parse(text))).toEqual(options)
})
