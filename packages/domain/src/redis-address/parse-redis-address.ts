import { decodePart } from './decode-part.ts'
import { readServer } from './read-server.ts'
import { readUser, splitUser } from './read-user.ts'
import type { RedisAddress, RedisTls } from './redis-address.ts'
import { unreadable } from './unreadable-address.ts'

/** Names of the files with the certificates of an encrypted connection. */
export interface TlsFiles {
  readonly cacert?: string | undefined
  readonly cert?: string | undefined
  readonly key?: string | undefined
}

/** How an address text is completed: files named beside it, and how a file is read. */
export interface AddressSurroundings {
  /** Reads a text file; throws when it cannot. */
  readonly readFile: (path: string) => string
  /** Files named on a command line; they come before those of the text. */
  readonly files?: TlsFiles
}

type Parameters = ReadonlyMap<string, string>

const tlsParameters = ['cacert', 'cert', 'key'] as const
const largestDatabase = 2_147_483_647

/**
 * Reads `redis://USER:PASSWORD@HOST:PORT/DATABASE`, `rediss://...` (TLS), `unix:///PATH` or the path of a unix socket. The
 * database may also be `?db=N`; `?cacert=FILE&cert=FILE&key=FILE` name certificates.
 * Throws a TradingError `invalid-config` for whatever it does not know; its sentence never repeats the text.
 */
export function parseRedisAddress(text: string, { readFile, files = {} }: AddressSurroundings): RedisAddress {
  const [, scheme = '', rest = ''] = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/is.exec(text) ?? []
  const kind = text.startsWith('/') ? 'socket' : schemes.get(scheme.toLowerCase())
  if (kind === undefined) throw unreadable('is neither redis://..., rediss://... nor the path of a unix socket')
  const { user, place } = text.startsWith('/') ? { user: undefined, place: text } : splitUser(rest)
  if (place.includes('#')) throw unreadable('holds a "#", which begins nothing in an address; in a password write %23')
  const at = place.indexOf('?')
  const parameters = at < 0 ? new Map<string, string>() : readParameters(place.slice(at + 1))
  const { server, database } = readServer(kind === 'socket' ? 'socket' : 'tcp', at < 0 ? place : place.slice(0, at))
  const tls = readTls(kind === 'encrypted', parameters, files, readFile)
  return {
    server,
    database: oneDatabase(database, parameters.get('db')),
    ...(user === undefined ? {} : readUser(user)),
    ...(tls === undefined ? {} : { tls }),
  }
}

const schemes: ReadonlyMap<string, 'plain' | 'encrypted' | 'socket'> = new Map([
  ['redis', 'plain'],
  ['rediss', 'encrypted'],
  ['unix', 'socket'],
])

function readParameters(query: string): Parameters {
  const found = new Map<string, string>()
  for (const part of query.split('&').filter((one) => one !== '')) {
    const [, name = '', value = ''] = /^([^=]*)=?(.*)$/s.exec(part) ?? []
    if (name !== 'db' && !tlsParameters.some((known) => known === name)) {
      throw unreadable(
        `has a parameter ${JSON.stringify(name)}, of which nothing is known: db, cacert, cert and key are`,
      )
    }
    if (found.has(name)) throw unreadable(`has the parameter ${name} twice`)
    found.set(name, decodePart(value))
  }
  return found
}

function oneDatabase(inPath: string | undefined, parameter: string | undefined): number {
  for (const text of [inPath, parameter]) {
    if (text !== undefined && (!/^\d{1,10}$/.test(text) || Number(text) > largestDatabase)) {
      throw unreadable('names a database that is no whole number')
    }
  }
  if (inPath !== undefined && parameter !== undefined && Number(inPath) !== Number(parameter)) {
    throw unreadable(`names two databases, ${inPath} in its path and ${parameter} as db`)
  }
  return Number(inPath ?? parameter ?? 0)
}

function readTls(
  isEncrypted: boolean,
  parameters: Parameters,
  files: TlsFiles,
  readFile: (path: string) => string,
): RedisTls | undefined {
  const named = tlsParameters.flatMap((name) => {
    const path = files[name] ?? parameters.get(name)
    return path === undefined ? [] : [{ name, path }]
  })
  const [first] = named
  if (!isEncrypted && first !== undefined) throw unreadable(`names a ${first.name} but no TLS: begin it with rediss://`)
  if (!isEncrypted) return undefined
  const names = named.map(({ name }) => name)
  if (names.includes('cert') !== names.includes('key')) {
    throw unreadable('names one of cert and key: a client certificate needs both')
  }
  return Object.fromEntries(
    named.map(({ name, path }) => [name === 'cacert' ? 'ca' : name, readPem(name, path, readFile)]),
  )
}

function readPem(name: string, path: string, readFile: (path: string) => string): string {
  try {
    return readFile(path)
  } catch (cause) {
    throw unreadable(`names ${path} as ${name}, which cannot be read`, cause)
  }
}
