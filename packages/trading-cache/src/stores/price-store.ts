import { epochMs, price, type Clock, type EpochMs, type ExchangeName, type Price } from '@tradingboost/domain'
import { price as priceFamily } from '@tradingboost/redis-keys'
import { get, setExpiring } from '../commands/string-commands.ts'
import type { RedisConnection } from '../connection/redis-connection.ts'
import { stringifyJson } from '@tradingboost/domain'
import { lifetimeMs } from '../records/lifetime-ms.ts'
import { parseJsonObject, parseRecord } from '../records/quarantine.ts'
import { refuseRawNames } from '../records/raw-names.ts'
import type { Fence } from '../scripts/fence.ts'
import { savePrice } from '../scripts/save-price.ts'

/** A last price and its age; `stale` when it is older than the reader allows. */
export interface LastPrice {
  readonly kind: 'fresh' | 'stale'
  readonly price: Price
  /** When the market had it. */
  readonly at: EpochMs
  /** By the store's clock; negative when the market's clock is ahead. */
  readonly ageMs: number
}

/** Last prices by exchange and symbol; each stands for 60 s after it was written. */
export interface PriceStore {
  save(exchange: ExchangeName, symbol: string, last: { readonly price: Price; readonly at: EpochMs }): Promise<void>
  /** The price with its age; `stale` beyond `maxAgeMs`. Undefined when nobody has written one for 60 s. */
  load(exchange: ExchangeName, symbol: string, maxAgeMs: number): Promise<LastPrice | undefined>
}

/** Creates the store; with a fence it saves only while the lease is held, and throws `lease-lost` otherwise. */
export function createPriceStore(connection: RedisConnection, clock: Clock, fence?: Fence): PriceStore {
  return {
    save: async (exchange, symbol, last) => {
      const text = stringifyJson({ price: last.price.toFixed(), at: last.at }, 'price')
      if (fence !== undefined) return await connection.run(savePrice(exchange, symbol, text, fence))
      await connection.send(setExpiring(priceFamily.build({ exchange, symbol }), text, lifetimeMs(priceFamily)))
    },
    load: async (exchange, symbol, maxAgeMs) => {
      const key = priceFamily.build({ exchange, symbol })
      await refuseRawNames(connection, [key])
      const text = await connection.send(get(key))
      if (text === undefined) return undefined
      const record = parseRecord(key, priceFamily.value.schema, parseJsonObject(key, text))
      const ageMs = clock.now() - record.at
      return { kind: ageMs > maxAgeMs ? 'stale' : 'fresh', price: price(record.price), at: epochMs(record.at), ageMs }
    },
  }
}
