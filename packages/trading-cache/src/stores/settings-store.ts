import { userSettings } from '@tradingboost/redis-keys'
import type { z } from 'zod'
import { remove } from '../commands/key-commands.ts'
import { get, setPersistent } from '../commands/string-commands.ts'
import type { RedisConnection } from '../connection/redis-connection.ts'
import { stringifyJson } from '@tradingboost/domain'
import { parseJsonObject, parseRecord } from '../records/quarantine.ts'
import { refuseRawNames } from '../records/raw-names.ts'

/** The settings of users, each read by the schema of the bot that asks. */
export interface SettingsStore<Settings> {
  /** Throws `value-not-storable` when the settings do not fit the schema or JSON. */
  save(userId: string, settings: Settings): Promise<void>
  /** Throws `stored-value-invalid` when what stands does not fit the schema; undefined when the user has chosen nothing. */
  load(userId: string): Promise<Settings | undefined>
  /** False when there were none. */
  remove(userId: string): Promise<boolean>
}

export function createSettingsStore<Settings extends object>(
  connection: RedisConnection,
  schema: z.ZodType<Settings>,
): SettingsStore<Settings> {
  return {
    save: async (userId, settings) => {
      await connection.send(setPersistent(userSettings.build({ userId }), stringifyJson(settings, 'settings')))
    },
    load: async (userId) => {
      const key = userSettings.build({ userId })
      await refuseRawNames(connection, [key])
      const text = await connection.send(get(key))
      return text === undefined ? undefined : parseRecord(key, schema, parseJsonObject(key, text))
    },
    remove: async (userId) => await connection.send(remove(userSettings.build({ userId }))),
  }
}
