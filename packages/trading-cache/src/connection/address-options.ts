import { redisTlsOptions, type RedisAddress } from '@tradingboost/domain'
import type { RedisOptions } from 'ioredis'

/** The part of ioredis' options that an address decides. */
export function addressOptions(
  address: RedisAddress,
): Pick<RedisOptions, 'host' | 'port' | 'path' | 'db' | 'username' | 'password' | 'tls'> {
  const { server, database, username, password } = address
  const tls = redisTlsOptions(address)
  return {
    ...(server.kind === 'socket' ? { path: server.path } : { host: server.host, port: server.port }),
    db: database,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(tls === undefined ? {} : { tls }),
  }
}
