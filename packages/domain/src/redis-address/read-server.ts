import { decodePart } from './decode-part.ts'
import type { RedisAddress } from './redis-address.ts'
import { unreadable } from './unreadable-address.ts'

const defaultPort = 6_379

/** Reads `HOST:PORT/DATABASE`, each part of which may be left out, or the path of a socket. */
export function readServer(
  kind: 'tcp' | 'socket',
  place: string,
): { readonly server: RedisAddress['server']; readonly database: string | undefined } {
  if (kind === 'socket') {
    if (!place.startsWith('/') || place === '/') throw unreadable('names no absolute path of a socket')
    return { server: { kind, path: decodePart(place) }, database: undefined }
  }
  const found = /^(\[[\da-f:.]+\]|[\w.-]*)(?::(\d{1,5}))?(?:\/(.*))?$/is.exec(place)
  const [, host = '', port = '', database = ''] = found ?? []
  const wanted = port === '' ? defaultPort : Number(port)
  if (found === null || wanted < 1 || wanted > 65_535) {
    throw unreadable('names no server as HOST or HOST:PORT after its "//" or "@"')
  }
  return {
    server: { kind, host: host === '' ? '127.0.0.1' : host.replace(/^\[(.*)\]$/, '$1'), port: wanted },
    database: database === '' ? undefined : database,
  }
}
