import { startRedis } from '@tradingboost/testkit'
import { runWithKills } from '../test/run-with-kills.ts'
import { snapshot } from '../test/use-redis.ts'

/** Kills the runner by SIGKILL at so many points of its way and compares the end with that of a run that was let run. */
const [kills = 200, owners = 3_000] = process.argv.slice(2).map(Number)

async function play(delaysMs: readonly number[]): Promise<{ readonly end: string; readonly kills: number }> {
  await using redis = await startRedis()
  const raw = redis.connect({ protocol: 2 })
  const pipeline = raw.pipeline()
  for (let at = 0; at < owners; at += 1) pipeline.set(`basket:o${at}`, `rice=${at}\ntea=1234567890123456789`)
  pipeline.set('basket:broken', 'x')
  await pipeline.exec()
  const { kills: done } = await runWithKills(redis.url, raw, delaysMs)
  return { end: JSON.stringify(await snapshot(raw)), kills: done }
}

const wanted = await play([])
let [killed, runs, differing] = [0, 0, 0]
while (killed < kills) {
  // Ten deaths a run, at points that differ from run to run.
  const delays = Array.from({ length: 10 }, (_, at) => 5 + (((runs * 10 + at + 1) * 0.618_034) % 1) * 400)
  const { end, kills: done } = await play(delays)
  runs += 1
  killed += done
  if (end !== wanted.end) differing += 1
  console.log(`${killed} kills in ${runs} runs, ${differing} ends differ`)
}
if (differing > 0) process.exitCode = 1
