import { createPositionStore } from '../../src/index.ts'
import { positionFields } from '../../src/records/position-fields.ts'
import { samplePosition } from '../../src/testing/sample-position.ts'
import { symbol, type BenchDesk } from '../bench-desk.ts'
import { compare, type Comparison } from '../compare.ts'

const exchange = 'okx'
const positionsOfUser = 5
const writers = 100

/** The positions of one user by the index, and saving a position, against the bare commands. */
export async function benchPositionRecords({ connection, bare }: BenchDesk): Promise<readonly Comparison[]> {
  const store = createPositionStore(connection)
  const users = Array.from({ length: 40 }, (_, at) => String(2_000 + at))
  for (const userId of users) {
    for (let at = 0; at < positionsOfUser; at += 1) {
      await store.save({ userId, exchange }, samplePosition(1, { symbol: `S${at}-USDT-SWAP` }))
    }
  }
  const bareList = async (userId: string): Promise<unknown> => {
    const members = await bare.smembers(`positions:index:${userId}:${exchange}`)
    const pipeline = bare.pipeline()
    for (const member of members) pipeline.hgetall(`positions:${userId}:${exchange}:${member}`)
    return await pipeline.exec()
  }

  let revision = 1
  const save = (at: number): Promise<unknown> =>
    store.save({ userId: String(3_000 + at), exchange }, samplePosition(revision))
  const bareSave = (at: number): Promise<unknown> => {
    const userId = String(4_000 + at)
    const fields = positionFields({ userId, exchange }, samplePosition(revision))
    const place = `${userId}:${exchange}:${symbol}:long`
    return bare
      .multi()
      .del(`positions:${place}`)
      .hset(`positions:${place}`, fields)
      .sadd(`positions:index:${userId}:${exchange}`, `${symbol}:long`)
      .sadd('positions:active', place)
      .del(`positions:realtime:${place}`)
      .hset(`positions:realtime:${place}`, { ...fields, status: 'open' })
      .exec()
  }
  const everyWriter = (write: (at: number) => Promise<unknown>) => async (): Promise<void> => {
    revision += 1
    await Promise.all(Array.from({ length: writers }, (_, at) => write(at)))
  }

  return [
    await compare({
      what: `positions of one user (${positionsOfUser}) by index, parsed and checked`,
      peer: 'ioredis SMEMBERS, then a pipeline of HGETALL, as text',
      items: users.length,
      rounds: 100,
      goalRatio: 0.9,
      ours: () => oneAfterTheOther(users, (userId) => store.list({ userId, exchange })),
      theirs: () => oneAfterTheOther(users, bareList),
    }),
    await compare({
      what: 'savePosition: hash, index, active set, realtime record in one script',
      peer: 'ioredis MULTI of the same six commands, no check of type or revision',
      items: writers,
      rounds: 150,
      goalRatio: 0.9,
      ours: everyWriter(save),
      theirs: everyWriter(bareSave),
    }),
  ]
}

async function oneAfterTheOther<Item>(items: readonly Item[], work: (item: Item) => Promise<unknown>): Promise<void> {
  for (const item of items) await work(item)
}
