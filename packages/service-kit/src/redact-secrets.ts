const secretNames = new Set([
  'accountkey',
  'accountkeys',
  'apikey',
  'apisecret',
  'secret',
  'secretkey',
  'password',
  'passwd',
  'exchangekey',
  'passphrase',
  'authorization',
  'cookie',
  'setcookie',
  'token',
  'accesstoken',
  'refreshtoken',
  'bottoken',
  'privatekey',
  'signature',
])

const mask = '[redacted]'
const deepest = 8

/** Names are compared without case, `_` and `-`: `api_key`, `apiKey` and `API-KEY` are one. */
export function isSecretName(name: string): boolean {
  const plain = name.toLowerCase().replaceAll(/[_-]/g, '')
  return secretNames.has(plain) || [...secretNames].some((secret) => secret.length > 5 && plain.endsWith(secret))
}

/** The value as it may be shown under that name. */
export function redactField(name: string, value: unknown): unknown {
  return isSecretName(name) && value !== undefined ? mask : redactSecrets(value)
}

/** A copy in which every value under a secret's name, and every password inside a URL, is masked, at any depth. */
export function redactSecrets(value: unknown): unknown {
  return redact(value, 0, new Set())
}

function redact(value: unknown, depth: number, path: Set<object>): unknown {
  if (typeof value === 'string') return redactUrlPassword(value)
  if (typeof value !== 'object' || value === null) return value
  const isPlain = Array.isArray(value) || isPlainObject(value)
  if (!isPlain) return value
  if (path.has(value)) return '[circular]'
  if (depth === deepest) return '[too deep]'
  path.add(value)
  const copy = Array.isArray(value)
    ? value.map((item: unknown) => redact(item, depth + 1, path))
    : Object.fromEntries(
        Object.entries(value).map(([name, item]) => [
          name,
          isSecretName(name) && item !== undefined ? mask : redact(item, depth + 1, path),
        ]),
      )
  path.delete(value)
  return copy
}

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function redactUrlPassword(text: string): string {
  return text.includes('://') ? text.replaceAll(/(:\/\/[^\s:/@]*):[^\s@/]+@/g, `$1:${mask}@`) : text
}
