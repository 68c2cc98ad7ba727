import { environmentMarker } from '@tradingboost/redis-keys'
import { hgetall, hset } from '../commands/hash-commands.ts'
import type { RedisConnection } from '../connection/redis-connection.ts'
import { parseRecord } from '../records/quarantine.ts'
import type { EnvironmentMarker } from './claim-environment.ts'

/** The marker of a database; undefined where there is none. Throws `stored-value-invalid` for one that says something else. */
export async function readEnvironment(connection: RedisConnection): Promise<EnvironmentMarker | undefined> {
  const key = environmentMarker.build({})
  const fields = await connection.send(hgetall(key))
  return fields === undefined ? undefined : parseRecord(key, environmentMarker.value.schema, fields)
}

/** Marks a database, whatever it holds: it is for people who know what that is. */
export async function markEnvironment(connection: RedisConnection, marker: EnvironmentMarker): Promise<void> {
  await connection.send(hset(environmentMarker.build({}), { ...marker }))
}
