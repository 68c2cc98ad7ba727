import type { Redis } from 'ioredis'
import { createTradingCache } from '../../src/index.ts'
import { cachedPosition, symbol, type BenchDesk } from '../bench-desk.ts'
import { compare, type Comparison } from '../compare.ts'

const count = 1_000
const users = Array.from({ length: count }, (_, at) => String(1_000 + at))
/** As a caller spells it who has user ids and no catalogue. */
const keyOf = (userId: string): string => `position:${userId}:okx:${symbol}:long`

/** getPosition and bulkGetPositions against ioredis and JSON.parse. */
export async function benchCachedPositions({ connection, bare }: BenchDesk): Promise<readonly Comparison[]> {
  const cache = createTradingCache(connection)
  await Promise.all(users.map((userId) => cache.setPosition(userId, symbol, 'long', cachedPosition)))
  const bareGet = readWith(bare)
  const bulk = (): Promise<unknown> => cache.bulkGetPositions(users, symbol, 'long')

  return [
    await compare({
      what: 'getPosition, 1,000 concurrent',
      peer: 'ioredis GET + JSON.parse',
      items: count,
      rounds: 150,
      goalRatio: 0.9,
      ours: () => Promise.all(users.map((userId) => cache.getPosition(userId, symbol, 'long'))),
      theirs: () => Promise.all(users.map(bareGet)),
    }),
    await compare({
      what: 'bulkGetPositions of 1,000',
      peer: 'ioredis MGET + JSON.parse',
      items: count,
      rounds: 200,
      goalRatio: 0.9,
      ours: bulk,
      theirs: async () => (await bare.mget(users.map(keyOf))).map((text): unknown => JSON.parse(text ?? 'null')),
    }),
    await oneAwaitEach('bulkGetPositions of 1,000', bulk, bareGet),
  ]
}

/** bulkGetPositions against the original's way, where a round trip takes what it takes between programs of one machine. */
export async function benchBulkOverTcp({ connection, bare }: BenchDesk): Promise<Comparison> {
  const cache = createTradingCache(connection)
  await Promise.all(users.map((userId) => cache.setPosition(userId, symbol, 'long', cachedPosition)))
  return await oneAwaitEach(
    'bulkGetPositions of 1,000, both over TCP on this machine',
    () => cache.bulkGetPositions(users, symbol, 'long'),
    readWith(bare),
  )
}

const readWith =
  (bare: Redis) =>
  async (userId: string): Promise<unknown> =>
    JSON.parse((await bare.get(keyOf(userId))) ?? 'null')

async function oneAwaitEach(
  what: string,
  ours: () => Promise<unknown>,
  readOne: (userId: string) => Promise<unknown>,
): Promise<Comparison> {
  return await compare({
    what,
    peer: 'one await of ioredis GET + JSON.parse after the other',
    items: count,
    rounds: 40,
    goalRatio: 20,
    ours,
    theirs: async () => {
      for (const userId of users) await readOne(userId)
    },
  })
}
