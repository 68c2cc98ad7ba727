import { defineScript, type ScriptCall } from '@tradingboost/trading-cache'
import type { LedgerEntry } from '../ledger/ledger-entry.ts'
import { digestLua } from '../content/digest.lua.ts'
import { takeMembersLua } from '../ledger/take-members.lua.ts'
import { texts } from '../content/reply.ts'
import type { MigrationKeys } from '../define/migration-keys.ts'

/**
 * What became of a restore: the key stands again as it did, to the byte and to the millisecond; its time had run out; or
 * something was written since, which stays, and is named.
 */
export type RestoreOutcome =
  | { readonly kind: 'restored' | 'expired' | 'changed' | 'stopped' }
  | { readonly kind: 'conflict'; readonly key: string }

const script = defineScript(
  'restore-source',
  `${digestLua}${takeMembersLua}
local plan = cjson.decode(ARGV[1])
if redis.call('HGET', KEYS[1], 'epoch') ~= plan.epoch then return { 'stopped' } end
if redis.call('HGET', KEYS[3], 'revision') ~= plan.revision then return { 'changed' } end
local now = digest_of(KEYS[2])
if now ~= '' and now ~= plan.source and not plan.inPlace and not plan.force then return { 'conflict', KEYS[2] } end
local till = tonumber(redis.call('HGET', KEYS[3], 'expiresAt'))
-- Whether a target is what was moved: it does not outlast its source unless somebody made it last.
local function is_moved(target, held)
  local lasts = target.key ~= 2 and target.ours and till > 0 and redis.call('PEXPIRETIME', KEYS[target.key]) == -1
  return held == target.was and not lasts
end
for _, target in ipairs(plan.targets) do
  local held = digest_of(KEYS[target.key])
  local isBack = target.key == 2 and held == plan.source
  if held ~= '' and not isBack and not is_moved(target, held) and not plan.force then
    return { 'conflict', KEYS[target.key] }
  end
end
local clock = redis.call('TIME')
local nowMs = tonumber(clock[1]) * 1000 + math.floor(tonumber(clock[2]) / 1000)
-- In place it is the key that was moved: it lasts for as long as it was given since.
if plan.inPlace and now ~= '' then till = redis.call('PEXPIRETIME', KEYS[2]) end
local isPast = till > 0 and till <= nowMs
for _, target in ipairs(plan.targets) do
  local key = KEYS[target.key]
  local is_spared = target.key == 2 or redis.call('HEXISTS', KEYS[4], key) == 1
  if target.ours and not is_spared and is_moved(target, digest_of(key)) then redis.call('UNLINK', key) end
end
for _, target in ipairs(plan.targets) do
  local key = KEYS[target.key]
  local at = not target.ours and redis.call('HGET', KEYS[3], 'x ' .. key)
  if at and digest_of(key) == target.was then
    if tonumber(at) > 0 then redis.call('PEXPIREAT', key, at) else redis.call('PERSIST', key) end
  end
end
take_members(plan.members, KEYS[2])
if not isPast and now ~= plan.source then
  redis.call('RESTORE', KEYS[2], math.max(till, 0), redis.call('HGET', KEYS[3], 'dump'), 'ABSTTL', 'REPLACE')
end
if redis.call('HEXISTS', KEYS[3], 'removedAt') == 1 then
  local left = tonumber(redis.call('HGET', KEYS[1], 'removed') or '0') - 1
  redis.call('HSET', KEYS[1], 'removed', string.format('%d', math.max(left, 0)))
end
redis.call('UNLINK', KEYS[3])
return { isPast and 'expired' or 'restored' }
`,
)

export interface Restoration {
  readonly key: string
  readonly entry: LedgerEntry
  readonly epoch: string
  /** Restores also over what was written since; targets that changed stay. */
  readonly force: boolean
}

/** Puts a key back from its backup and takes its targets away, in one step; the state counts it as removed no more. */
export function restoreSource(keys: MigrationKeys, restoration: Restoration): ScriptCall<RestoreOutcome> {
  const { key, entry, epoch, force } = restoration
  const operands = [keys.state, key, keys.backupOf(key), keys.saved]
  const place = (name: string): number => {
    const known = operands.indexOf(name)
    return known < 0 ? operands.push(name) : known + 1
  }
  const { members } = entry
  const plan = {
    epoch,
    revision: entry.revision,
    source: entry.source,
    inPlace: entry.targets.some((target) => target.key === key),
    force,
    targets: entry.targets.map((target) => ({ key: place(target.key), was: target.digest, ours: target.isOurs })),
    members: members.map((member, at) => ({
      key: place(member.key),
      ledger: place(keys.membersOf(member.key)),
      member: at + 2,
      ...(member.isOurs ? {} : { keeps: true }),
      ...(member.lists === undefined ? {} : { lists: place(member.lists) }),
    })),
  }
  return {
    script,
    keys: operands,
    args: [JSON.stringify(plan), ...members.map(({ member }) => member)],
    read: (reply) => {
      const [kind, conflicting = ''] = texts(reply, script.name)
      if (kind === 'conflict') return { kind, key: conflicting }
      return kind === 'restored' || kind === 'expired' || kind === 'changed' ? { kind } : { kind: 'stopped' }
    },
  }
}
