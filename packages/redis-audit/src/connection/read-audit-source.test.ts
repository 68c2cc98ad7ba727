import { Redis } from 'ioredis'
import { expect, test } from 'vitest'
import { readAuditSource } from './read-audit-source.ts'

test('a client of ioredis says where it is connected to', () => {
  const client = new Redis('redis://me:secret@cache:7000/2', { lazyConnect: true })
  expect(readAuditSource(client)).toEqual(readAuditSource('redis://me:secret@cache:7000/2'))
  const local = new Redis({ path: '/run/redis.sock', lazyConnect: true })
  expect(readAuditSource(local)).toEqual(readAuditSource('/run/redis.sock'))
  const encrypted = new Redis({ host: 'cache', tls: { ca: Buffer.from('an authority') }, lazyConnect: true })
  expect(readAuditSource(encrypted)).toEqual({ ...readAuditSource('rediss://cache'), tls: { ca: 'an authority' } })
})

test('a client of Sentinels is refused', () => {
  const client = { options: { sentinels: [{ host: 'a', port: 26_379 }] } }
  expect(() => readAuditSource(client)).toThrow('the client asks Sentinels')
})
