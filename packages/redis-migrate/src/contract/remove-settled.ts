import { defineScript, type ScriptCall } from '@tradingboost/trading-cache'
import type { Session } from '../session/session.ts'
import { sideBySide } from '../concurrency/map-concurrently.ts'
import { inGroups } from '../concurrency/chunk.ts'
import { texts } from '../content/reply.ts'

const script = defineScript(
  'remove-settled',
  `
local outcomes, removed = {}, 0
for at = 3, #KEYS, 2 do
  local key, backup = KEYS[at], KEYS[at + 1]
  local known = redis.call('HMGET', backup, 'dump', 'removedAt')
  local outcome = 'other'
  if redis.call('HGET', KEYS[1], 'epoch') == ARGV[1] and known[1] and not known[2] and redis.call('DUMP', key) == known[1] then
    redis.call('HSET', backup, 'expiresAt', tostring(redis.call('PEXPIRETIME', key)), 'removedAt', ARGV[2])
    redis.call('PEXPIRE', backup, ARGV[3])
    redis.call('UNLINK', key)
    redis.call('HDEL', KEYS[2], key)
    outcome = 'removed'
    removed = removed + 1
  end
  outcomes[#outcomes + 1] = outcome
end
if removed > 0 then
  local count = tonumber(redis.call('HGET', KEYS[1], 'removed') or '0') + removed
  redis.call('HSET', KEYS[1], 'removed', string.format('%d', count), 'backupsUntil', ARGV[4])
end
return outcomes
`,
)

/** So many sources a script: it holds up every other client of the server while it runs. */
const atOnce = 8

/**
 * Removes those of these sources that are what they were moved as: their backup holds the very content already. Returns
 * how many went, which the state counts in the same step, and the others, which need a closer look.
 */
export async function removeSettled(
  session: Session,
  sources: readonly string[],
  retentionMs: number,
): Promise<{ readonly removed: number; readonly others: readonly string[] }> {
  const { connection, migration, context } = session
  if (migration.inPlace) return { removed: 0, others: sources }
  const groups = inGroups(sources, atOnce)
  const answers = await sideBySide(
    groups,
    async (group) => await connection.run(remove(session, group, retentionMs)),
    context.width,
  )
  const outcomes = answers.flat()
  const others = sources.filter((_key, at) => outcomes[at] !== 'removed')
  return { removed: sources.length - others.length, others }
}

function remove(
  { keys, context, clock }: Session,
  group: readonly string[],
  retentionMs: number,
): ScriptCall<readonly string[]> {
  const at = clock.now()
  return {
    script,
    keys: [keys.state, keys.refusals, ...group.flatMap((key) => [key, keys.backupOf(key)])],
    args: [context.epoch, at, retentionMs, at + retentionMs],
    read: (reply) => texts(reply, script.name),
  }
}
