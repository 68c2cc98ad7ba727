import { startRedis } from '@tradingboost/testkit'
import { expect, test } from 'vitest'
import { runKeys } from './run-keys.ts'

const doctor = async (url: string, ...args: string[]) => {
  const { exitCode, stdout, stderr } = await runKeys(['doctor', ...args], { REDIS_URL: url })
  return { exitCode, stdout, stderr }
}

test('a server that bots may use is described, with its environment and who is at work', async () => {
  await using server = await startRedis()
  const client = server.connect()
  await client.hset('tradingboost:environment', { environment: 'paper', owner: 'ops' })
  await client.set('bot:grid-7:lease', '1', 'PX', 30_000)
  const { exitCode, stdout } = await doctor(server.url)
  expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/standalone, primary\n {2}eviction +noeviction\n/)])
  for (const said of ['paper, says ops', 'grid-7', 'none under way', 'ok: bots and migrations may use it']) {
    expect(stdout).toContain(said)
  }
}, 240_000)

test('what stands against a server is a sentence each, and code 1', async () => {
  await using server = await startRedis({
    config: { 'maxmemory-policy': 'allkeys-lru', 'min-replicas-to-write': '2' },
  })
  const { exitCode, stdout } = await doctor(server.url, '--json')
  expect(exitCode).toBe(1)
  expect(JSON.parse(stdout)).toMatchObject({
    problems: [
      { code: 'too-few-replicas', wanted: 2, good: 0, sentence: expect.stringContaining('takes no writes') },
      { code: 'evicts', policy: 'allkeys-lru' },
    ],
    data: { keys: 0, bots: [] },
  })
}, 240_000)

test('a replica ends with code 2 and the name of its primary, and so does a migration on it', async () => {
  await using primary = await startRedis({ listen: 'port' })
  const { port } = new URL(primary.url)
  await using replica = await startRedis({ config: { replicaof: `127.0.0.1 ${port}` } })
  const diagnosis = await doctor(replica.url)
  expect([diagnosis.exitCode, diagnosis.stdout]).toEqual([2, expect.stringContaining(`its primary, 127.0.0.1:${port}`)])
  const run = await runKeys(['migrate', 'run', '0003-grid-positions', '--execute'], { REDIS_URL: replica.url })
  expect(run).toEqual({
    exitCode: 2,
    stdout: '',
    stderr: `${replica.url}?db=0 is a replica and takes no writes: name its primary, 127.0.0.1:${port}\n`,
  })
}, 240_000)

test('an empty node of a Cluster ends doctor, audit and migrate with code 2 and one sentence', async () => {
  await using node = await startRedis({ config: { 'cluster-enabled': 'yes' } })
  expect((await doctor(node.url)).exitCode).toBe(2)
  for (const args of [['audit'], ['migrate', 'list']]) {
    const { exitCode, stdout, stderr } = await runKeys(args, { REDIS_URL: node.url })
    expect([exitCode, stdout, stderr]).toEqual([2, '', expect.stringMatching(/^.*is a node of a Redis Cluster.*\n$/)])
  }
}, 240_000)
