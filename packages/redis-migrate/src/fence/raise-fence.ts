import { TradingError } from '@tradingboost/domain'
import type { RedisCommand, RedisConnection } from '@tradingboost/trading-cache'
import { z } from 'zod'
import { setUserWords, type KeyRules } from './fence-rules.ts'

/** Someone who tried to write past the fence. */
export interface StrayWriter {
  readonly user: string
  readonly key: string
  /** Address and name of its connection, as the server knows them. */
  readonly client: string
  readonly times: number
}

const savedRules = z.array(z.object({ user: z.string(), keys: z.array(z.string()), selectors: z.array(z.string()) }))

/** Rules as a state keeps them; no password is among them. */
export function readSavedRules(text: string): readonly KeyRules[] {
  return savedRules.parse(JSON.parse(text))
}

/** The key rules of users as they are now. Throws `not-found` for a user that does not exist, `conflict` for the runner's own. */
export async function readKeyRules(
  connection: RedisConnection,
  users: readonly string[],
): Promise<readonly KeyRules[]> {
  const own = await connection.send(acl(['WHOAMI'], String))
  return await Promise.all(
    users.map(async (user) => {
      if (user === own) {
        throw new TradingError('conflict', `the runner itself is logged in as ${user}: fencing it would stop the run`, {
          retry: 'never',
        })
      }
      const reply = await connection.send(acl(['GETUSER', user], (found) => found))
      if (reply === null) {
        throw new TradingError('not-found', `no user of Redis is called ${user}: see ACL LIST`, { retry: 'never' })
      }
      const fields = fieldsOf(reply)
      const selectors = z.array(z.unknown()).parse(fields.get('selectors') ?? [])
      return { user, keys: wordsOf(fields.get('keys')), selectors: selectors.map(selectorText) }
    }),
  )
}

/** Gives users these key rules; each takes effect at once, on open connections too. */
export async function setKeyRules(connection: RedisConnection, rules: readonly KeyRules[]): Promise<void> {
  for (const one of rules) await connection.send(acl(setUserWords(one), () => undefined))
}

/** Who was refused a write since the log was last cleared, of these users. */
export async function strayWriters(
  connection: RedisConnection,
  users: readonly string[],
): Promise<readonly StrayWriter[]> {
  const entries = z.array(z.unknown()).parse(await connection.send(acl(['LOG', '128'], (reply) => reply)))
  return entries.map(fieldsOf).flatMap((fields) => {
    const user = String(fields.get('username'))
    if (fields.get('reason') !== 'key' || !users.includes(user)) return []
    const info = String(fields.get('client-info'))
    const [, address = ''] = /\baddr=(\S*)/.exec(info) ?? []
    const [, name = ''] = /\bname=(\S*)/.exec(info) ?? []
    return [
      {
        user,
        key: String(fields.get('object')),
        client: `${address} ${name}`.trim(),
        times: Number(fields.get('count')),
      },
    ]
  })
}

function acl<Reply>(args: readonly string[], read: (reply: unknown) => Reply): RedisCommand<Reply> {
  return { name: 'acl', keys: [], args, read }
}

function fieldsOf(reply: unknown): ReadonlyMap<unknown, unknown> {
  if (!Array.isArray(reply)) return new Map(Object.entries(z.record(z.string(), z.unknown()).parse(reply)))
  const flat: readonly unknown[] = reply
  return new Map(Array.from({ length: flat.length / 2 }, (_, at) => [flat[at * 2], flat[at * 2 + 1]] as const))
}

const wordsOf = (text: unknown): readonly string[] => (typeof text === 'string' && text !== '' ? text.split(' ') : [])

function selectorText(reply: unknown): string {
  const fields = fieldsOf(reply)
  const words = ['commands', 'keys', 'channels'].flatMap((name) => wordsOf(fields.get(name)))
  return `(${words.join(' ')})`
}
