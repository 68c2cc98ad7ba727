import { describeServerProblem, judgeServer, systemClock } from '@tradingboost/domain'
import { migrations } from '@tradingboost/layout-migrations'
import { botLease } from '@tradingboost/redis-keys'
import { migrationStatus } from '@tradingboost/redis-migrate'
import { readEnvironment, readServerFacts, type RedisConnection } from '@tradingboost/trading-cache'
import type { Command } from 'commander'
import { addAddressOptions, type AddressOptions } from '../address-options.ts'
import { diagnosisText, type Diagnosis } from '../doctor/diagnosis-text.ts'
import { withRedis } from '../migrate/with-redis.ts'
import { print } from '../print.ts'

/** Problems with which nothing else can be done on the server. */
const hopeless: readonly string[] = ['cluster', 'sentinel', 'replica']

/**
 * Adds `keys doctor`; exit code 0 when bots and migrations may use the server, 1 when something stands against it, 2 when it is
 * a replica, a Cluster node or a Sentinel, or does not answer.
 */
export function registerDoctor(program: Command): void {
  addAddressOptions(program.command('doctor'))
    .description('whether bots and migrations may use a Redis: role, eviction, rights, clock, environment; reads only')
    .option('--json', 'print as JSON')
    .action(async (options: AddressOptions & { readonly json?: true }) => {
      await withRedis(
        options,
        async (connection) => {
          const diagnosis = await diagnose(connection)
          print(options.json === true ? JSON.stringify(diagnosis, undefined, 2) : diagnosisText(diagnosis))
          const { problems } = diagnosis
          if (problems.length > 0) process.exitCode = problems.some(({ code }) => hopeless.includes(code)) ? 2 : 1
        },
        'unchecked',
      )
    })
}

async function diagnose(connection: RedisConnection): Promise<Diagnosis> {
  const server = await readServerFacts(connection, systemClock, 'all')
  const problems = judgeServer(server, { writes: true, noEviction: true }).map((problem) => ({
    ...problem,
    sentence: describeServerProblem(connection.address, problem),
  }))
  // A node of a Cluster answers for its own slots only, and a Sentinel knows no keys.
  const data = server.mode === 'standalone' ? await readData(connection) : undefined
  return { address: connection.address, server, problems, data }
}

async function readData(connection: RedisConnection): Promise<NonNullable<Diagnosis['data']>> {
  const statuses = await Promise.all(
    migrations.map(async ({ id }) => await migrationStatus(connection, id, systemClock)),
  )
  return {
    environment: await readEnvironment(connection),
    keys: await connection.send({ name: 'dbsize', keys: [], args: [], read: Number }),
    bots: await botsAtWork(connection),
    migrations: statuses
      .filter(({ phase, isRunning }) => isRunning || (phase !== 'none' && phase !== 'off'))
      .map(({ id, phase, isRunning }) => ({ id, phase, isRunning })),
  }
}

async function botsAtWork(connection: RedisConnection): Promise<readonly string[]> {
  const found = new Set<string>()
  let cursor = '0'
  do {
    const [next, keys] = await connection.send({
      name: 'scan',
      keys: [],
      args: [cursor, 'MATCH', botLease.glob, 'COUNT', 1_000],
      read: readPage,
    })
    cursor = next
    for (const key of keys) {
      const parsed = botLease.parse(key)
      if (parsed.kind === 'ok') found.add(parsed.params.botId)
    }
  } while (cursor !== '0')
  return [...found].toSorted()
}

function readPage(reply: unknown): readonly [string, readonly string[]] {
  if (!Array.isArray(reply) || !Array.isArray(reply[1])) throw new TypeError('SCAN answered no page')
  return [String(reply[0]), reply[1].map(String)]
}
