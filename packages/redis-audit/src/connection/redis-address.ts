import { TradingError } from '@tradingboost/domain'

/** Where a Redis answers and as whom to log in. */
export interface RedisAddress {
  readonly host?: string
  readonly port?: number
  /** A unix socket, instead of host and port. */
  readonly path?: string
  readonly username?: string
  readonly password?: string
  readonly database?: number
  readonly isEncrypted?: boolean
}

/** What an audit reads: `redis://...`, `rediss://...`, the path of a unix socket, or a client of ioredis for its address. */
export type AuditSource = string | AddressedClient

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
export function readAddress(source: AuditSource): RedisAddress {
  return typeof source === 'string' ? fromText(source) : fromClient(source)
}

/** An address without its secrets. */
export function describeAddress({ host = '127.0.0.1', port = 6_379, path, database }: RedisAddress): string {
  const place = path ?? `${host}:${port}`
  return database === undefined || database === 0 ? place : `${place}, database ${database}`
}

function fromText(text: string): RedisAddress {
  if (text.startsWith('/')) return { path: text }
  const url = URL.canParse(text) ? new URL(text) : undefined
  const database = url?.pathname.replace(/^\//, '') ?? ''
  if (url === undefined || !/^rediss?:$/.test(url.protocol) || !/^\d*$/.test(database)) throw unreadable()
  return {
    host: url.hostname === '' ? '127.0.0.1' : url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? 6_379 : Number(url.port),
    ...(url.username === '' ? {} : { username: decodeURIComponent(url.username) }),
    ...(url.password === '' ? {} : { password: decodeURIComponent(url.password) }),
    ...(database === '' ? {} : { database: Number(database) }),
    isEncrypted: url.protocol === 'rediss:',
  }
}

function fromClient({ options }: AddressedClient): RedisAddress {
  const { host, port, path, username, password, db, tls, sentinels } = options
  if (sentinels !== undefined && sentinels !== null) throw unreadable()
  return {
    ...(path === undefined ? { host: host ?? '127.0.0.1', port: port ?? 6_379 } : { path }),
    ...(username === undefined || username === null ? {} : { username }),
    ...(password === undefined || password === null ? {} : { password }),
    ...(db === undefined ? {} : { database: db }),
    isEncrypted: tls !== undefined,
  }
}

// The text may hold a password: the message does not show it.
const unreadable = (): TradingError =>
  new TradingError(
    'invalid-config',
    'the Redis address is neither redis://..., rediss://... nor the path of a unix socket: correct it',
    { retry: 'never' },
  )
