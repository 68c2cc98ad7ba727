import type { Fresh } from '@tradingboost/domain'
import type { JsonObject } from '@tradingboost/domain'
import type { NearTradingCache } from './near-trading-cache.ts'

declare const cache: NearTradingCache
declare const sizeOrder: (position: Fresh<JsonObject | undefined>) => void

sizeOrder(await cache.readFreshPosition('7', 'A', 'long'))
const reading = await cache.readPosition('7', 'A', 'long')
if (reading.kind === 'fresh') sizeOrder(reading)
// @ts-expect-error a copy may be stale: an order does not rest on it
sizeOrder(reading)
// @ts-expect-error what Redis answered some time ago says nothing of its age
sizeOrder(await cache.getPosition('7', 'A', 'long'))
// @ts-expect-error a copy is not altered
if (reading.value !== undefined) reading.value['qty'] = 2
