import { migrationInstances, migrationPhases } from '@tradingboost/redis-keys'
import { readMembers } from '../connection/read-reply.ts'
import { defineScript, type ScriptCall } from '../connection/redis-script.ts'

/** The phase of a migration; `none` when there is none of it in this Redis. */
export type LayoutPhase = (typeof migrationPhases)[number] | 'none'

/** An entry that is not renewed for so long goes with its key. */
const lifetimeMs = 60_000

/** An instance is known before a migration begins: whoever begins one has to wait for it. */
const script = defineScript(
  'report-phase',
  `
local phase = redis.call('HGET', KEYS[1], 'phase')
local exchange = redis.call('HGET', KEYS[1], 'exchange')
local clock = redis.call('TIME')
local now = string.format('%d', tonumber(clock[1]) * 1000 + math.floor(tonumber(clock[2]) / 1000))
redis.call('HSET', KEYS[1], 'i ' .. ARGV[1], ARGV[2] .. ' ' .. now)
if not phase then redis.call('PEXPIRE', KEYS[1], ARGV[3]) end
return { phase or 'none', exchange or '' }
`,
)

/** What a migration is at. */
export interface ReportedPhase {
  readonly phase: LayoutPhase
  /** The exchange that it takes old keys for which name none; undefined before it began. */
  readonly exchange: string | undefined
}

/** Says which phase an instance runs, and asks which one it should. */
export function reportPhase(migrationId: string, instanceId: string, runs: LayoutPhase): ScriptCall<ReportedPhase> {
  return {
    script,
    keys: [migrationInstances.build({ migrationId })],
    args: [instanceId, runs === 'none' ? 'off' : runs, lifetimeMs],
    read: (reply) => {
      const [word, exchange = ''] = readMembers(reply)
      const phase = migrationPhases.find((one) => one === word) ?? 'none'
      return { phase, exchange: exchange === '' ? undefined : exchange }
    },
  }
}
