import { epochMs, type EpochMs } from '@tradingboost/domain'
import {
  botHeartbeat,
  botLease,
  botMemory,
  botStatus,
  tradingStatus,
  type Environment,
  type RedisKey,
} from '@tradingboost/redis-keys'
import { get, setExpiring } from '../commands/string-commands.ts'
import type { RedisConnection } from '../connection/redis-connection.ts'
import type { JsonObject } from '@tradingboost/domain'
import { stringifyJson } from '@tradingboost/domain'
import { lifetimeMs } from '../records/lifetime-ms.ts'
import { parseJsonObject, parseRecord } from '../records/quarantine.ts'
import { refuseRawNames } from '../records/raw-names.ts'
import type { Fence } from '../scripts/fence.ts'
import { acquireLease, releaseLease, renewLease, type AcquireLeaseOutcome } from '../scripts/lease.ts'
import { saveMemory } from '../scripts/save-memory.ts'
import { saveStatus, type StatusOf, type TradingStatus } from '../scripts/save-status.ts'

/** That a bot's process lives, with what it chose to say of itself. */
export interface Heartbeat {
  readonly at: EpochMs
  readonly said: JsonObject
}

/** What processes know of bots: who runs them, whether they trade, that they live, what they need after a restart. */
export interface BotStore {
  /**
   * Takes the lease of a bot, for `leaseMs` (30 s at most and without it), unless another process holds it. With `since`, the
   * fence that was ours, only while nobody else has held it in between. Marks an empty database as one of the environment;
   * throws `wrong-environment` in a database of another, where nothing is written.
   */
  acquireLease(botId: string, environment: Environment, leaseMs?: number, since?: Fence): Promise<AcquireLeaseOutcome>
  /** Prolongs the lease; false when it is no longer ours, and then this process must stop writing and trading. */
  renewLease(fence: Fence, leaseMs?: number): Promise<boolean>
  /** Gives the lease back; false when it was no longer ours. */
  releaseLease(fence: Fence): Promise<boolean>
  /**
   * Says whether a bot trades, and with it whether any bot of its user does, in one script; `asTradingStatus` also under the
   * key where readers look for HYPERRSI. Throws `lease-lost` under a fence that no longer stands.
   */
  saveStatus(bot: StatusOf, status: TradingStatus, fence?: Fence): Promise<void>
  /** HYPERRSI's status of a user. */
  tradingStatus(userId: string): Promise<TradingStatus | undefined>
  /** Whether any bot of the user runs. */
  botStatus(userId: string): Promise<TradingStatus | undefined>
  /** Says that the process lives; stands for 30 s. Throws `value-not-storable`. */
  beat(botId: string, heartbeat: Heartbeat): Promise<void>
  /** Undefined when the bot has not said so for 30 s. */
  heartbeat(botId: string): Promise<Heartbeat | undefined>
  /** Keeps what the bot needs after a restart. Throws `value-not-storable`, or `lease-lost` under a fence that no longer stands. */
  saveMemory(botId: string, memory: object, fence?: Fence): Promise<void>
  loadMemory(botId: string): Promise<JsonObject | undefined>
}

export function createBotStore(connection: RedisConnection): BotStore {
  const longestMs = lifetimeMs(botLease)
  const loadObject = async (key: RedisKey<string, 'string'>): Promise<JsonObject | undefined> => {
    const text = await connection.send(get(key))
    return text === undefined ? undefined : parseJsonObject(key, text)
  }
  const loadStatus = async (key: RedisKey<string, 'string'>): Promise<TradingStatus | undefined> => {
    await refuseRawNames(connection, [key])
    const text = await connection.send(get(key))
    return text === undefined ? undefined : parseRecord(key, tradingStatus.value.schema, text)
  }

  return {
    acquireLease: async (botId, environment, leaseMs = longestMs, since) => {
      const lifetimeMs = Math.min(leaseMs, longestMs)
      return await connection.run(acquireLease({ botId, environment, lifetimeMs, since }, connection.address))
    },
    renewLease: async (fence, leaseMs = longestMs) =>
      await connection.run(renewLease(fence, Math.min(leaseMs, longestMs))),
    releaseLease: async (fence) => await connection.run(releaseLease(fence)),
    saveStatus: async (bot, status, fence) => await connection.run(saveStatus(bot, status, fence)),
    tradingStatus: async (userId) => await loadStatus(tradingStatus.build({ userId })),
    botStatus: async (userId) => await loadStatus(botStatus.build({ userId })),
    beat: async (botId, { at, said }) => {
      const text = stringifyJson({ ...said, at }, 'heartbeat')
      await connection.send(setExpiring(botHeartbeat.build({ botId }), text, lifetimeMs(botHeartbeat)))
    },
    heartbeat: async (botId) => {
      const key = botHeartbeat.build({ botId })
      const said = await loadObject(key)
      if (said === undefined) return undefined
      return { at: epochMs(parseRecord(key, botHeartbeat.value.schema, said).at), said }
    },
    saveMemory: async (botId, memory, fence) =>
      await connection.run(saveMemory(botId, stringifyJson(memory, 'memory'), fence)),
    loadMemory: async (botId) => await loadObject(botMemory.build({ botId })),
  }
}
