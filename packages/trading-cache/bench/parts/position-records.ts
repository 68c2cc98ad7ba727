import { money, price, type Position } from '@tradingboost/domain'
import { createPositionStore } from '../../src/index.ts'
import { closedPositionText, positionFields } from '../../src/records/position-fields.ts'
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
  // Amounts that no two positions share.
  let amount = 10_000
  for (const userId of users) {
    for (let at = 0; at < positionsOfUser; at += 1) {
      amount += 7
      const sample = samplePosition(1, { symbol: `S${at}-USDT-SWAP`, quantity: `1.${amount}` })
      await store.save({ userId, exchange }, { ...sample, ...amountsOf(amount) })
    }
  }
  const bareList = async (userId: string): Promise<unknown> => {
    const members = await bare.smembers(`positions:index:${userId}:${exchange}`)
    const pipeline = bare.pipeline()
    for (const member of members) pipeline.hgetall(`positions:${userId}:${exchange}:${member}`)
    return await pipeline.exec()
  }

  // Opened, changed and closed in turn, so that every third save writes a history entry.
  const positionOf = (revision: number): Position =>
    samplePosition(revision, { quantity: revision % 3 === 0 ? '0' : '1.5' })
  const save = (at: number, revision: number): Promise<unknown> =>
    store.save({ userId: String(3_000 + at), exchange }, positionOf(revision))
  const bareSave = (at: number, revision: number): Promise<unknown> => {
    const position = positionOf(revision)
    const account = { userId: String(4_000 + at), exchange } as const
    const fields = positionFields(account, position)
    const place = `${account.userId}:${exchange}:${symbol}:long`
    const index = `positions:index:${account.userId}:${exchange}`
    const realtime = `positions:realtime:${place}`
    const multi = bare.multi().del(`positions:${place}`)
    if (position.quantity.isZero()) {
      multi.srem(index, `${symbol}:long`).srem('positions:active', place).del(realtime)
      multi.hset(realtime, { ...fields, status: 'closed' }).pexpire(realtime, 86_400_000)
      multi.zadd(
        `positions:history:${account.userId}:${exchange}`,
        position.updatedAt,
        closedPositionText(account, position),
      )
    } else {
      multi.hset(`positions:${place}`, fields).sadd(index, `${symbol}:long`).sadd('positions:active', place)
      multi.del(realtime).hset(realtime, { ...fields, status: 'open' })
    }
    return multi.exec()
  }
  // Each counts by itself: in every round both save the same.
  const everyWriter = (write: (at: number, revision: number) => Promise<unknown>): (() => Promise<void>) => {
    let revision = 0
    return async () => {
      revision += 1
      await Promise.all(Array.from({ length: writers }, (_, at) => write(at, revision)))
    }
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
      what: 'savePosition, opened, changed and closed in turn: hash, index, active set, realtime record, history in one script',
      peer: 'ioredis MULTI of the same commands, no check of type or revision',
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

const amountsOf = (amount: number): Pick<Position, 'averagePrice' | 'realizedPnl' | 'fees'> => ({
  averagePrice: price(`0.5${amount}`),
  realizedPnl: money(`-0.0${amount}`),
  fees: money(`0.00${amount}`),
})
