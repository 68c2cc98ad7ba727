import type { RedisConnection } from '@tradingboost/trading-cache'
import { KeysCliError } from '../keys-cli-error.ts'

/** Throws a KeysCliError for a user that the server does not know: a fence against it would be found missing at the cut-over. */
export async function assertUsersExist(connection: RedisConnection, users: readonly string[] = []): Promise<void> {
  for (const user of users) {
    const isKnown = await connection.send({
      name: 'acl',
      keys: [],
      args: ['getuser', user],
      read: (reply) => reply !== null,
    })
    if (!isKnown) {
      throw new KeysCliError(
        `${connection.address} knows no user ${JSON.stringify(user)}: ACL USERS lists those there are; name one as --legacy-user`,
      )
    }
  }
}
