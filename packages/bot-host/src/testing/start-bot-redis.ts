import { aclUser, formatAclUser, type AclOwner } from '@tradingboost/redis-keys'
import { startRedis, type TestRedis } from '@tradingboost/testkit'
import { z } from 'zod'

/** A Redis with the users of `keys acl`: a bot logs in as its own, as on a server of a desk. */
export interface BotRedis extends TestRedis {
  /** Keys, channels and commands that a user was refused since the server started, each once. */
  refusals(user: AclOwner): Promise<readonly string[]>
}

const users = ['hyperrsi', 'grid', 'audit'] as const satisfies readonly AclOwner[]

const refusal = z.object({ username: z.string(), object: z.string() })

/** Starts one on a port; `urlAs('grid')` is the address with which GRID logs in, `connect()` the administrator's client. */
export async function startBotRedis(): Promise<BotRedis> {
  const redis = await startRedis({
    listen: 'port',
    users: Object.fromEntries(
      users.map((name) => [name, (sha256: string) => formatAclUser(aclUser(name), 'aclfile', sha256)]),
    ),
  })
  return {
    ...redis,
    async refusals(user) {
      const entries = z.array(z.array(z.unknown())).parse(await redis.connect().acl('LOG'))
      return entries
        .map((entry) => refusal.parse(fieldsOf(entry)))
        .filter(({ username }) => username === user)
        .map(({ object }) => object)
    },
  }
}

/** Redis answers a map as names and values in turn. */
function fieldsOf(entry: readonly unknown[]): Readonly<Record<string, unknown>> {
  const pairs = entry.flatMap((name, at) => (at % 2 === 0 ? [[String(name), entry[at + 1]] as const] : []))
  return Object.fromEntries(pairs)
}
