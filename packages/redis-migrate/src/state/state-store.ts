import { TradingError, type Clock } from '@tradingboost/domain'
import { defineScript, type RedisConnection, type ScriptCall } from '@tradingboost/trading-cache'
import type { Phase } from './phase.ts'
import { texts } from '../content/reply.ts'
import { changeStateLua, leaveRunnerLua, takeRunnerLua } from './change-state.lua.ts'
import type { MigrationKeys } from '../define/migration-keys.ts'
import { readRunState, type RunState } from './run-state.ts'

/** One change of a state: fields to set and to forget, and what the audit says of it. */
export interface StateChange {
  readonly set?: Readonly<Record<string, string>>
  readonly forget?: readonly string[]
  /** Only if the migration stands in this phase; `none` is one that never began. */
  readonly from?: Phase | 'none'
  /** Begins anew: every field goes first. */
  readonly replace?: boolean
  /** Whether nothing of what the migration wrote is left to take away: what programs of ours saved need not be known. */
  readonly isUndone?: boolean
  /** Whether writers of the step before may write no more. */
  readonly step?: boolean
  /** With a step: the phase that programs are asked to run, where it is not the phase of the migration. */
  readonly announce?: Phase
  /** A line of the audit; its time is added. */
  readonly audit?: Readonly<Record<string, unknown>> & { readonly event: string }
}

/** The state of one migration in Redis. Changes throw a TradingError `lease-lost` or `conflict`. */
export interface StateStore {
  load(): Promise<RunState | undefined>
  /** A change by anybody, such as a command from another terminal. */
  change(change: StateChange): Promise<RunState>
  /** A change by the runner with this token; prolongs its lease. */
  changeAs(token: string, change: StateChange): Promise<RunState>
  /** Throws `conflict` while another runner lives. */
  takeRunner(token: string): Promise<void>
  leaveRunner(token: string): Promise<void>
  audit(): Promise<readonly string[]>
}

export const runnerLeaseMs = 10_000

const changeState = defineScript('change-state', changeStateLua)
const takeRunner = defineScript('take-runner', takeRunnerLua)
const leaveRunner = defineScript('leave-runner', leaveRunnerLua)
const readState = defineScript('read-state', "return redis.call('HGETALL', KEYS[1])")
const readAudit = defineScript('read-audit', "return redis.call('LRANGE', KEYS[1], 0, -1)")

export function createStateStore(connection: RedisConnection, keys: MigrationKeys, clock: Clock): StateStore {
  const change = async (token: string | undefined, change: StateChange): Promise<RunState> => {
    const [kind, ...rest] = await connection.run(changeCall(keys, clock, token, change))
    if (kind === 'changed') {
      const state = readRunState(keys.state, rest)
      if (state !== undefined) return state
    }
    if (kind === 'lost') {
      throw new TradingError('lease-lost', `another runner took ${keys.migrationId} over: leave the rest to it`, {
        retry: 'never',
      })
    }
    throw new TradingError(
      'conflict',
      `${keys.migrationId} stands at ${rest[0] ?? 'nothing'}, not at ${String(change.from)}: look at its status first`,
      { retry: 'never' },
    )
  }
  const textsOf = (script: typeof changeState, key: string): ScriptCall<readonly string[]> => ({
    script,
    keys: [key],
    args: [],
    read: (reply) => texts(reply, script.name),
  })
  return {
    load: async () => readRunState(keys.state, await connection.run(textsOf(readState, keys.state))),
    change: async (wanted) => await change(undefined, wanted),
    changeAs: change,
    takeRunner: async (token) => {
      const call = { ...textsOf(takeRunner, keys.runner), args: [token, String(runnerLeaseMs)] }
      const [kind, holder = '', leftMs = ''] = await connection.run(call)
      if (kind === 'taken') return
      throw new TradingError(
        'conflict',
        `runner ${holder} moves ${keys.migrationId} and lives for ${leftMs} ms at least: wait, or stop it first`,
        { retry: 'later' },
      )
    },
    leaveRunner: async (token) => {
      await connection.run({ ...textsOf(leaveRunner, keys.runner), args: [token] })
    },
    audit: async () => await connection.run(textsOf(readAudit, keys.audit)),
  }
}

function changeCall(
  keys: MigrationKeys,
  clock: Clock,
  token: string | undefined,
  { set = {}, forget = [], from, replace, isUndone, step, announce, audit }: StateChange,
): ScriptCall<readonly string[]> {
  const at = clock.now()
  const plan = {
    forget,
    leaseMs: runnerLeaseMs,
    ...(token === undefined ? {} : { token }),
    ...(from === undefined ? {} : { from }),
    ...(replace === true ? { replace } : {}),
    ...(isUndone === true ? { isUndone } : {}),
    // Past every step there was, should the state have been lost with the data of Redis.
    ...(step === true ? { step: at } : {}),
    ...(announce === undefined ? {} : { announce }),
    ...(audit === undefined ? {} : { audit: JSON.stringify({ at, ...audit }) }),
  }
  return {
    script: changeState,
    keys: [keys.state, keys.audit, keys.runner, keys.instances, keys.saved],
    args: [JSON.stringify(plan), ...Object.entries({ ...set, updatedAt: String(at) }).flat()],
    read: (reply) => texts(reply, changeState.name),
  }
}
