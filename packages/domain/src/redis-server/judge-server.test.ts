import { fc, test as property } from '@fast-check/vitest'
import { expect, test } from 'vitest'
import { describeServerProblem } from './describe-server-problem.ts'
import { judgeServer, type RedisServerNeeds } from './judge-server.ts'
import { factsOfHello, factsOfInfo } from './read-server-facts.ts'
import { unknownServer, type RedisServerFacts } from './server-facts.ts'

const writer: RedisServerNeeds = { writes: true, noEviction: true }
const good: RedisServerFacts = { ...unknownServer, role: 'primary', version: '7.0.15', evictionPolicy: 'noeviction' }
const codes = (facts: Partial<RedisServerFacts>, needs: RedisServerNeeds = writer) =>
  judgeServer({ ...good, ...facts }, needs).map(({ code }) => code)

test.each<[string, Partial<RedisServerFacts>, readonly string[]]>([
  ['a primary that evicts nothing', {}, []],
  ['a Cluster node, whatever else it is', { mode: 'cluster', role: 'replica' }, ['cluster']],
  ['a Sentinel', { mode: 'sentinel' }, ['sentinel']],
  ['a replica', { role: 'replica', primary: 'a:1' }, ['replica']],
  ['an old server', { version: '5.0.7' }, ['too-old']],
  ['a server that evicts', { evictionPolicy: 'allkeys-lru' }, ['evicts']],
  ['a server that does not say', { evictionPolicy: undefined }, ['eviction-unknown']],
  ['too few replicas', { replicas: { wanted: 2, good: 1 } }, ['too-few-replicas']],
  ['enough replicas', { replicas: { wanted: 2, good: 2 } }, []],
  ['a failed snapshot', { isSnapshotFailing: true }, ['snapshot-failed']],
  ['a full server', { memory: { usedBytes: 11, maxBytes: 10 } }, ['memory-full']],
  ['a server without a limit', { memory: { usedBytes: 11, maxBytes: 0 } }, []],
  ['a clock that is off', { clockAheadMs: -5_000 }, ['clock']],
])('%s', (_what, facts, expected) => {
  expect(codes(facts)).toEqual(expected)
})

test('a reader takes a replica that evicts', () => {
  expect(codes({ role: 'replica', evictionPolicy: 'allkeys-lru' }, {})).toEqual([])
})

test('HELLO and INFO of a server are read', () => {
  const hello = ['server', 'redis', 'version', '7.0.15', 'proto', 2, 'id', 3, 'mode', 'cluster', 'role', 'master']
  expect(factsOfHello([...hello, 'modules', []])).toEqual({ version: '7.0.15', mode: 'cluster', role: 'primary' })
  expect(
    factsOfInfo(
      '# Replication\r\nrole:slave\r\nmaster_host:10.0.0.1\r\nmaster_port:6379\r\nmaxmemory_policy:allkeys-lru\r\nused_memory:5\r\nmaxmemory:0\r\n',
    ),
  ).toEqual({
    role: 'replica',
    primary: '10.0.0.1:6379',
    evictionPolicy: 'allkeys-lru',
    memory: { usedBytes: 5, maxBytes: 0 },
  })
})

property.prop([fc.anything(), fc.string()])('no reply makes the reading throw', (reply, text) => {
  expect(typeof factsOfHello(reply)).toBe('object')
  expect(typeof factsOfInfo(text)).toBe('object')
})

test('each problem is one sentence with the address and what to do', () => {
  const problems = [
    ...judgeServer({ ...good, mode: 'cluster' }, writer),
    ...judgeServer({ ...good, mode: 'sentinel' }, writer),
    ...judgeServer(
      {
        ...good,
        role: 'replica',
        version: '5.0',
        replicas: { wanted: 1, good: 0 },
        isSnapshotFailing: true,
        memory: { usedBytes: 2, maxBytes: 1 },
        clockAheadMs: 9_000,
      },
      writer,
    ),
    ...judgeServer({ ...good, evictionPolicy: 'volatile-ttl' }, writer),
    ...judgeServer({ ...good, evictionPolicy: undefined }, writer),
  ]
  expect(new Set(problems.map(({ code }) => code)).size).toBe(10)
  for (const problem of problems)
    expect(describeServerProblem('redis://h:1/0', problem)).toMatch(/^redis:\/\/h:1\/0 \w.{40,}$/)
})
