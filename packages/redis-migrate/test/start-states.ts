import type { Redis } from 'ioredis'

/** What a Redis holds before a migration begins. */
export interface StartState {
  readonly name: string
  readonly migration: string
  readonly fill: (raw: Redis) => Promise<unknown>
}

const soon = 3_000_000

/** Sources that a migration leaves, for a target of theirs holds what somebody else wrote. */
export const leftConflicts: readonly StartState[] = [
  {
    name: 'a position beside a foreign record of one of its targets',
    migration: '0003-grid-positions',
    fill: async (raw) => {
      const rows = [
        { instId: 'BTC-USDT-SWAP', posSide: 'long', pos: '5', posId: '11' },
        { instId: 'ETH-USDT-SWAP', posSide: 'short', pos: '2', posId: '12' },
      ]
      await raw.set('okx:positions:1', JSON.stringify(rows), 'PX', soon)
      await raw.hset('positions:1:okx:BTC-USDT-SWAP:long', { id: 'abc', size: '5', side: 'long', user_id: '1' })
      await raw.set('okx:positions:2', JSON.stringify(rows), 'PX', soon)
      await raw.sadd('positions:index:1:okx', 'stale:long')
    },
  },
  {
    name: 'placed levels beside foreign hashes under their new names',
    migration: '0002-order-placed-prefix',
    fill: async (raw) => {
      const at = (user: number): string => `okx:user:${user}:symbol:XRP-USDT-SWAP:order_placed`
      for (const user of [1, 2, 3, 4]) {
        await raw.hset(at(user), { 3: 'true', 5: 'false' })
        await raw.pexpire(at(user), soon + user)
      }
      await raw.hset(`orders:${at(1)}`, { 3: 'false' })
      await raw.hset(`orders:${at(2)}`, { 9: 'true' })
      await raw.set(`orders:${at(3)}`, 'not a hash')
    },
  },
]

/** Cached positions, of which one target holds another position. */
export const cachedPositionsFixture: StartState = {
  name: 'cached positions beside a foreign one',
  migration: '0001-position-cache',
  fill: async (raw) => {
    await raw.set('position:1001:BTC-USDT-SWAP', '{"side": "long", "size": 2.5, "id": 1234567890123456789}', 'PX', soon)
    await raw.set('position:1001:okx:BTC-USDT-SWAP:long', '{"side":"long","size":"9"}', 'PX', soon - 5)
    await raw.set('user:1002:position:ETH-USDT-SWAP:short', '{"size": 0.12345678901234567}', 'PX', soon)
    await raw.set('position:1003:okx:XRP-USDT-SWAP:short', '{"side":"short","size":"1"}', 'PX', soon)
  },
}
