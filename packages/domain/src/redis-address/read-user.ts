import { decodePart } from './decode-part.ts'
import type { RedisAddress } from './redis-address.ts'
import { unreadable } from './unreadable-address.ts'

/** Characters that end a user or password, or begin something else, unless they are escaped. */
const reserved = /[/?#[\]@\s]/g

/**
 * Parts `USER:PASSWORD@PLACE` at the last "@". Refuses user or password with characters that must be escaped: other programs
 * would cut the same text elsewhere and log in at another server, or as another user.
 */
export function splitUser(text: string): { readonly user: string | undefined; readonly place: string } {
  const at = text.lastIndexOf('@')
  if (at < 0) return { user: undefined, place: text }
  const user = text.slice(0, at)
  const found = [...new Set(user.match(reserved))]
  if (found.length === 0) return { user, place: text.slice(at + 1) }
  const shown = found.map((one) => JSON.stringify(one)).join(', ')
  const escaped = found.map((one) => `%${one.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`).join(', ')
  throw unreadable(
    `holds ${shown} before its last "@", unescaped: in a user or password ${found.length === 1 ? 'it is' : 'they are'} written as ${escaped}`,
  )
}

/** Reads `USER:PASSWORD` or `:PASSWORD`; an empty text is nobody. */
export function readUser(text: string): Pick<RedisAddress, 'username' | 'password'> {
  if (text === '') return {}
  const [, username = '', password = ''] = /^([^:]*):?(.*)$/s.exec(text) ?? []
  if (password === '') throw unreadable('names a user and no password, so that nobody would log in')
  return {
    ...(username === '' ? {} : { username: decodePart(username) }),
    password: decodePart(password),
  }
}
