import { readFileSync } from 'node:fs'
import { parseRedisAddress, TradingError, type RedisAddress } from '@tradingboost/domain'

/** What an audit reads: an address, the text of one, or a client of ioredis for its address. */
export type AuditSource = string | RedisAddress | AddressedClient

/** The part of a client of ioredis that says where it is connected to. */
export interface AddressedClient {
  readonly options: {
    readonly host?: string | undefined
    readonly port?: number | undefined
    readonly path?: string | undefined
    readonly username?: string | null | undefined
    readonly password?: string | null | undefined
    readonly db?: number | undefined
    readonly tls?: object | undefined
    readonly sentinels?: readonly unknown[] | null | undefined
  }
}

/** Throws a TradingError `invalid-config` for an address that it cannot read. */
export function readAuditSource(source: AuditSource): RedisAddress {
  if (typeof source === 'string') return parseRedisAddress(source, { readFile: (path) => readFileSync(path, 'utf8') })
  return 'server' in source ? source : fromClient(source)
}

function fromClient({ options }: AddressedClient): RedisAddress {
  const { host = '127.0.0.1', port = 6_379, path, username, password, db = 0, tls, sentinels } = options
  if (sentinels !== undefined && sentinels !== null) {
    throw new TradingError('invalid-config', 'the client asks Sentinels for its server: name the server itself', {
      retry: 'never',
    })
  }
  return {
    server: path === undefined ? { kind: 'tcp', host, port } : { kind: 'socket', path },
    database: db,
    ...(username === undefined || username === null ? {} : { username }),
    ...(password === undefined || password === null ? {} : { password }),
    ...(tls === undefined ? {} : { tls: certificatesOf(tls) }),
  }
}

/** Certificates in the forms of Node that are one text; those of other forms are not known here. */
function certificatesOf(tls: object): NonNullable<RedisAddress['tls']> {
  const names = ['ca', 'cert', 'key'] as const
  return Object.fromEntries(
    names.flatMap((name) => {
      const value: unknown = Reflect.get(tls, name)
      return typeof value === 'string' || Buffer.isBuffer(value) ? [[name, String(value)]] : []
    }),
  )
}
