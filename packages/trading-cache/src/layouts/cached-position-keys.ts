import { positionSides, type ExchangeName, type PositionSide } from '@tradingboost/domain'
import { positionCache } from '@tradingboost/redis-keys'
import { timeToLive } from '../commands/key-commands.ts'
import { get } from '../commands/string-commands.ts'
import type { RedisConnection } from '../connection/redis-connection.ts'
import type { ScriptCall } from '../connection/redis-script.ts'
import { lifetimeMs } from '../records/lifetime-ms.ts'
import { changeBoth } from './change-both.ts'
import type { TargetKey } from '@tradingboost/layout-migrations'
import type { LayoutWatch } from './watch-layouts.ts'

interface CachedPlace {
  readonly userId: string
  readonly exchange: ExchangeName
  readonly symbol: string
  readonly side: PositionSide
}

/** The cached positions of both sides of a symbol as they stand in the new layout, each with what remains of its time. */
async function standingCachedPositions(connection: RedisConnection, place: CachedPlace): Promise<readonly TargetKey[]> {
  const keys = positionSides.map((side) => positionCache.build({ ...place, side }))
  const found = await Promise.all(keys.map((key) => connection.sendAll([get(key), timeToLive(key)])))
  return keys.flatMap((key, at) => {
    const [text, ms] = found[at] ?? []
    const lifetime = ms === undefined ? 'source' : { ms }
    return text === undefined ? [] : [{ family: positionCache, key, content: { type: 'string', text }, lifetime }]
  })
}

/** Makes one cached position what its text says, none without, in both layouts while a migration asks for both. */
export async function changeCachedPosition<Reply>(
  connection: RedisConnection,
  layouts: LayoutWatch,
  place: CachedPlace,
  call: ScriptCall<Reply>,
  text: string | undefined,
): Promise<Reply> {
  const content = text === undefined ? undefined : ({ type: 'string', text } as const)
  return await changeBoth(connection, layouts, {
    call,
    changes: [{ family: positionCache, key: positionCache.build(place), content }],
    standing: async () => await standingCachedPositions(connection, place),
    ttlMs: lifetimeMs(positionCache),
  })
}
