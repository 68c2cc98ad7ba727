/** Where a Redis answers, which of its databases is meant, and as whom to log in. `parseRedisAddress` makes one from text. */
export interface RedisAddress {
  readonly server:
    | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
    | { readonly kind: 'socket'; readonly path: string }
  readonly database: number
  /** The default user without it. */
  readonly username?: string
  readonly password?: string
  /** The connection is encrypted. */
  readonly tls?: RedisTls
}

/** Certificates of an encrypted connection, as PEM text. */
export interface RedisTls {
  /** Authorities that may have signed the server's certificate; those of the system without it. */
  readonly ca?: string
  /** What this client shows to a server that asks for a certificate. */
  readonly cert?: string
  readonly key?: string
}

/** An address for people and programs: server and database, never user or password. */
export function describeRedisAddress({ server, database, tls }: RedisAddress): string {
  if (server.kind === 'socket') return `${server.path}?db=${database}`
  const host = server.host.includes(':') ? `[${server.host}]` : server.host
  return `${tls === undefined ? 'redis' : 'rediss'}://${host}:${server.port}/${database}`
}
