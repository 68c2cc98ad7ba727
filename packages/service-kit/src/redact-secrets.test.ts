import { test } from '@fast-check/vitest'
import fc from 'fast-check'
import { describe, expect } from 'vitest'
import { isSecretName, redactSecrets } from './redact-secrets.ts'

const secretName = fc.constantFrom(
  'api_key',
  'apiKey',
  'API-KEY',
  'secret',
  'okx_api_secret',
  'Authorization',
  'passphrase',
  'bot_token',
)
const openName = fc.string().filter((name) => !isSecretName(name) && name !== '__proto__')

describe('masking of secrets', () => {
  test.prop([fc.array(openName, { maxLength: 6 }), secretName, fc.uuid()])(
    'hides the value under a secret name however deep it lies',
    (path, name, value) => {
      const record = path.reduce<unknown>((inner, key, index) => (index % 2 === 0 ? { [key]: inner } : [inner]), {
        [name]: value,
      })
      expect(JSON.stringify(redactSecrets(record))).not.toContain(value)
      expect(JSON.stringify(record)).toContain(value)
    },
  )

  test.prop([fc.dictionary(openName, fc.oneof(fc.integer(), fc.boolean(), fc.stringMatching(/^[\w ]*$/)))])(
    'leaves everything else as it is',
    (record) => {
      expect(redactSecrets(record)).toEqual({ ...record })
    },
  )

  test('hides the password of a URL and keeps its user and host', () => {
    expect(redactSecrets('connect to redis://desk:hunter2@10.0.0.1:6379/0')).toBe(
      'connect to redis://desk:[redacted]@10.0.0.1:6379/0',
    )
    expect(redactSecrets('redis://127.0.0.1:6379')).toBe('redis://127.0.0.1:6379')
  })

  test('ends on a record that holds itself', () => {
    const record: Record<string, unknown> = { side: 'long' }
    record['self'] = record
    expect(redactSecrets(record)).toEqual({ side: 'long', self: '[circular]' })
  })
})
