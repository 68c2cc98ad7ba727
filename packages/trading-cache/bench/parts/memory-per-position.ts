import type { Redis } from 'ioredis'
import { createPositionStore } from '../../src/index.ts'
import { positionFields } from '../../src/records/position-fields.ts'
import { samplePosition } from '../../src/testing/sample-position.ts'
import type { BenchDesk } from '../bench-desk.ts'

/** Bytes that the server says a position takes, by how many a user holds and how they are kept. */
export interface MemoryPerPosition {
  readonly positionsPerUser: number
  /** All positions of a user as one JSON array, the original's form. */
  readonly jsonArray: number
  /** A hash for each, with no index. */
  readonly bareHash: number
  /** The hash of ours alone. */
  readonly record: number
  /** With its part of index, active set and realtime record. */
  readonly everything: number
  readonly encoding: string
}

const exchange = 'okx'
const total = 1_000

export async function benchMemory({ server, connection }: BenchDesk): Promise<readonly MemoryPerPosition[]> {
  const admin = server.connect()
  const rows: MemoryPerPosition[] = []
  for (const positionsPerUser of [1, 5, 50]) {
    await admin.flushall()
    const store = createPositionStore(connection)
    for (let at = 0; at < total; at += 1) {
      const userId = String(100_000 + Math.floor(at / positionsPerUser))
      const position = samplePosition(1, { symbol: `SYMBOL${at % positionsPerUser}-USDT-SWAP` })
      const fields = positionFields({ userId, exchange }, position)
      await store.save({ userId, exchange }, position)
      await admin.hset(`bare:${userId}:${exchange}:${position.symbol}:long`, fields)
      const key = `array:${userId}`
      const before = JSON.parse((await admin.get(key)) ?? '[]') as unknown[]
      await admin.set(key, JSON.stringify([...before, fields]))
    }
    const sizes = await sizesByPrefix(admin)
    const per = (bytes: number | undefined): number => Math.round((bytes ?? 0) / total)
    const [record = 0, index, active, realtime] = ['record', 'index', 'active', 'realtime'].map((name) =>
      sizes.get(name),
    )
    rows.push({
      positionsPerUser,
      jsonArray: per(sizes.get('array')),
      bareHash: per(sizes.get('bare')),
      record: per(record),
      everything: per(record + (index ?? 0) + (active ?? 0) + (realtime ?? 0)),
      encoding: String(await admin.object('ENCODING', `positions:100000:${exchange}:SYMBOL0-USDT-SWAP:long`)),
    })
  }
  await admin.flushall()
  return rows
}

async function sizesByPrefix(admin: Redis): Promise<ReadonlyMap<string, number>> {
  const sizes = new Map<string, number>()
  for await (const page of admin.scanStream({ count: 500 }) as AsyncIterable<readonly string[]>) {
    const usages = await Promise.all(page.map((key) => admin.memory('USAGE', key, 'SAMPLES', 0)))
    for (const [at, key] of page.entries()) {
      const name = nameOf(key)
      sizes.set(name, (sizes.get(name) ?? 0) + Number(usages[at]))
    }
  }
  return sizes
}

function nameOf(key: string): string {
  const [first = '', second = ''] = key.split(':')
  if (first !== 'positions') return first
  return ['index', 'active', 'realtime'].includes(second) ? second : 'record'
}
