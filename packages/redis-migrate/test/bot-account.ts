import { epochMs, money, price, quantity, systemClock, type Position } from '@tradingboost/domain'
import {
  createPositionStore,
  watchLayouts,
  type LayoutWatch,
  type PositionStore,
  type RedisConnection,
} from '@tradingboost/trading-cache'
import type { Redis } from 'ioredis'
import { gridPositions, oldLayoutOf } from '@tradingboost/layout-migrations'

/** Sizes of the long positions of one account, by the first letter of their symbols. */
export type Sizes = Readonly<Record<string, string>>

export interface Write {
  readonly symbol: string
  readonly size: string
}

const account = { userId: '7', exchange: 'okx' } as const
export const source = 'okx:positions:7'
const ends = '-USDT-SWAP'

/** A list of positions as a program of old writes it. */
export const legacyText = (sizes: Sizes): string =>
  JSON.stringify(
    Object.entries(sizes).map(([symbol, pos]) => ({ instId: `${symbol}${ends}`, posSide: 'long', pos, avgPx: '0.4' })),
  )

/** The account in both layouts. */
export async function readAccount(
  raw: Redis,
  store: PositionStore,
): Promise<{ readonly legacy: Sizes; readonly ours: Sizes }> {
  const rows = JSON.parse((await raw.get(source)) ?? '[]') as Readonly<Record<string, string>>[]
  const { items } = await store.list(account)
  return {
    legacy: sizesOf(rows.map(({ instId = '', pos = '' }) => [instId, pos])),
    ours: sizesOf(items.map(({ symbol, quantity: size }) => [symbol, size.toFixed()])),
  }
}

const sizesOf = (rows: readonly (readonly [symbol: string, size: string])[]): Sizes =>
  Object.fromEntries(rows.map(([symbol, size]) => [symbol.replace(ends, ''), size]))

/** A bot that trades the account, and knows of the migration of its positions. */
export interface AccountBot {
  readonly store: PositionStore
  readonly watch: LayoutWatch
  write(write: Write): Promise<void>
}

export async function startBot(connection: RedisConnection): Promise<AccountBot> {
  const layouts = [oldLayoutOf(gridPositions, { exchange: 'okx' })]
  const watch = await watchLayouts({ connection, clock: systemClock, layouts, instanceId: 'bot-1' })
  const store = createPositionStore(connection, undefined, watch)
  let revision = 0
  return {
    store,
    watch,
    write: async (write) => {
      revision += 1
      await store.save(account, aPosition(write, revision))
    },
  }
}

function aPosition({ symbol, size }: Write, revision: number): Position {
  return {
    symbol: `${symbol}${ends}`,
    side: 'long',
    quantity: quantity(size),
    averagePrice: price('0.5231'),
    realizedPnl: money('0'),
    fees: money('0.1'),
    openedAt: epochMs(1_760_486_400_123),
    updatedAt: epochMs(1_760_486_400_123 + revision),
    revision,
  }
}

/** The connection of a runner, which does something before each of its words to Redis, counted from 1. */
export function interrupted(
  connection: RedisConnection,
  before: (word: number) => Promise<void>,
): { readonly connection: RedisConnection; readonly words: () => number } {
  let words = 0
  const wait = async (): Promise<void> => {
    words += 1
    await before(words)
  }
  return {
    words: () => words,
    connection: {
      ...connection,
      run: async (call) => {
        await wait()
        return await connection.run(call)
      },
      send: async (command) => {
        await wait()
        return await connection.send(command)
      },
    },
  }
}
