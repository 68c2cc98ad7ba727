import { TradingError, type RedisAddress } from '@tradingboost/domain'
import { readRedisAddress } from '@tradingboost/trading-cache'
import { Option, type Command } from 'commander'
import { KeysCliError } from './keys-cli-error.ts'

/** Which Redis, as given. */
export interface AddressOptions {
  readonly url?: string
  readonly cacert?: string
  readonly cert?: string
  readonly key?: string
}

/** The options of a command that asks a Redis; the address may also be in REDIS_URL. */
export function addAddressOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--url <url>',
        'redis://[USER:PASSWORD@]HOST[:PORT][/DATABASE], rediss://... or the path of a unix socket',
      ).env('REDIS_URL'),
    )
    .option('--cacert <file>', 'authorities that may have signed the certificate of a rediss:// server')
    .option('--cert <file>', 'certificate to show to the server')
    .option('--key <file>', 'private key of --cert')
}

/** Throws a KeysCliError when no Redis is named, or one that cannot be read. */
export function addressOf({ url = '', ...files }: AddressOptions): RedisAddress {
  if (url === '') throw new KeysCliError('no Redis is named: pass --url or set REDIS_URL')
  try {
    return readRedisAddress(url, files)
  } catch (cause) {
    throw cause instanceof TradingError ? new KeysCliError(cause.message, { cause }) : cause
  }
}
