import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { createGridOrderStore, createPositionStore, gridProblems } from '../src/index.ts'
import { useRedis } from './use-redis.ts'

const redis = useRedis()
const account = { userId: '1001', exchange: 'okx' } as const
const grid = { userId: '1002', exchange: 'okx', symbol: 'XRP-USDT-SWAP' } as const
const writer = fileURLToPath(new URL('programs/write-without-pause.ts', import.meta.url))
const flags = (process.env['TRADINGBOOST_NODE_FLAGS'] ?? '').split(' ').filter((flag) => flag !== '')

/** Starts a process that writes without pause, and ends it by SIGKILL once it has begun. */
async function killAWriter(delayMs: number): Promise<void> {
  const child = spawn(process.execPath, [...flags, writer, redis().server.url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise((resolve) => child.once('close', resolve))
  await new Promise((resolve) => child.stdout.once('data', resolve))
  await new Promise((resolve) => setTimeout(resolve, delayMs))
  child.kill('SIGKILL')
  await ended
  // What the writer had sent before it died is still carried out.
  await expect.poll(async () => String(await redis().raw.client('LIST'))).not.toContain('name=writer')
}

test('a writer killed at any moment leaves index, hashes, history and the trio in step', async () => {
  const { connection, raw } = redis()
  for (const delayMs of [0, 3, 11]) {
    await raw.flushall()
    await killAWriter(delayMs)
    const members = await raw.smembers('positions:index:1001:okx')
    const hashes = (await raw.scan('0', 'MATCH', 'positions:1001:okx:*', 'COUNT', 1_000))[1]
    expect(hashes.toSorted()).toEqual(members.map((member) => `positions:1001:okx:${member}`).toSorted())
    expect((await createPositionStore(connection).list(account)).quarantined).toEqual([])
    const picture = await createGridOrderStore(connection, grid).load()
    expect(gridProblems(picture)).toEqual([])
    expect(picture.quarantined).toEqual([])
    expect(await raw.dbsize()).toBeGreaterThan(0)
  }
})
