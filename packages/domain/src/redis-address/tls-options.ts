import type { RedisAddress } from './redis-address.ts'

/** What `tls.connect` of Node needs besides host and port. */
export interface RedisTlsOptions {
  readonly ca?: string
  readonly cert?: string
  readonly key?: string
  /** Asked for by SNI, which takes names only: an IP address is compared with the certificate all the same. */
  readonly servername?: string
}

/** The TLS options of an address; undefined for one that is not encrypted. */
export function redisTlsOptions({ server, tls }: RedisAddress): RedisTlsOptions | undefined {
  if (tls === undefined) return undefined
  const isName = server.kind === 'tcp' && !server.host.includes(':') && !/^\d+(\.\d+){3}$/.test(server.host)
  return { ...tls, ...(isName ? { servername: server.host } : {}) }
}
