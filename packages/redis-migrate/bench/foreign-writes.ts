import { startRedis } from '@tradingboost/testkit'
import { runProgram, startProgram } from './run-program.ts'
import type { WrittenPositions } from './programs/write-legacy.ts'

/**
 * Moves 0003 to cut-over and back, again and again, under a legacy program that never pauses, until it made so many writes;
 * then compares what every user's legacy key holds with the last write that the server accepted. Arguments: writes, users.
 */
const [wanted = 120_000, users = 1_000] = process.argv.slice(2).map(Number)
await using redis = await startRedis({
  listen: 'port',
  users: { legacy: (hash) => `user legacy on #${hash} ~okx:positions:* resetchannels +@all` },
})
const raw = redis.connect({ protocol: 2 })
const writer = startProgram<WrittenPositions>('write-legacy', redis.urlAs('legacy'), users)
while ((await raw.dbsize()) < users) await raw.ping()

const writesSoFar = async (): Promise<number> => {
  const calls = /^cmdstat_set:calls=(\d+)/m.exec(await raw.info('commandstats'))?.[1]
  return Number(calls ?? 0)
}
let rounds = 0
do {
  await runProgram('safe-loop', redis.url, 'cutover', 'legacy')
  await runProgram('roll-back', redis.url)
  rounds += 1
  console.log(`${await writesSoFar()} writes, ${rounds} ways there and back`)
} while ((await writesSoFar()) < wanted)
const { writes, refused, last } = await writer.stop()

const divergent: string[] = []
for (const [user, size] of Object.entries(last)) {
  const text = await raw.get(`okx:positions:${user}`)
  if (text?.includes(`"pos":"${size}"`) !== true) divergent.push(user)
}
let left = 0
for await (const page of raw.scanStream({ match: 'positions:*', count: 1_000 })) left += (page as string[]).length
console.log(
  JSON.stringify({ writes, refused, rounds, users: Object.keys(last).length, divergent: divergent.length, left }),
)
if (divergent.length > 0 || left > 0) process.exitCode = 1
