import { orderPlaced, positionCache, positionIndex } from '@tradingboost/redis-keys'
import { get, hgetall, mget, smembers } from './read-commands.ts'
import type { RedisConnection } from './redis-connection.ts'

declare const connection: RedisConnection
const cached = positionCache.build({ userId: '7', exchange: 'okx', symbol: 'A', side: 'long' })
const index = positionIndex.build({ userId: '7', exchange: 'okx' })
const rungs = orderPlaced.build({ userId: '7', exchange: 'okx', symbol: 'A' })

void (connection.send(get(cached)) satisfies Promise<string | undefined>)
void (connection.send(mget([cached])) satisfies Promise<readonly (string | undefined)[]>)
void (connection.send(smembers(index)) satisfies Promise<readonly string[]>)
void (connection.sendAll([hgetall(rungs)]) satisfies Promise<readonly (Readonly<Record<string, string>> | undefined)[]>)

// @ts-expect-error a set key is not read by GET
get(index)
// @ts-expect-error a string key is not read by HGETALL
hgetall(cached)
// @ts-expect-error a plain string is no key: only a family builds one
get('position:7:okx:A:long')
// @ts-expect-error what is not there is undefined, and the caller must look
void (connection.send(get(cached)) satisfies Promise<string>)
