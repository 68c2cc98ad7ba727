import { readFileSync } from 'node:fs'
import { parseRedisAddress, type RedisAddress, type TlsFiles } from '@tradingboost/domain'

/**
 * The address that a text means, with the certificates that it or `files` name read from disk; an address is returned as it is.
 * Throws a TradingError `invalid-config` for a text that it cannot read.
 */
export function readRedisAddress(source: string | RedisAddress, files: TlsFiles = {}): RedisAddress {
  if (typeof source !== 'string') return source
  return parseRedisAddress(source, { readFile: (path) => readFileSync(path, 'utf8'), files })
}
