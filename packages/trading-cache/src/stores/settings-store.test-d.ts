import { z } from 'zod'
import type { RedisConnection } from '../connection/redis-connection.ts'
import { createSettingsStore } from './settings-store.ts'

declare const connection: RedisConnection
const store = createSettingsStore(connection, z.object({ leverage: z.int() }))

void (store.load('1001') satisfies Promise<{ leverage: number } | undefined>)
void (store.save('1001', { leverage: 10 }) satisfies Promise<void>)

// @ts-expect-error settings have the shape of the schema
void store.save('1001', { leverage: '10' })
// @ts-expect-error settings are an object with fields
void createSettingsStore(connection, z.number())
