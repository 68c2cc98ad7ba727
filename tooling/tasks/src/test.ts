import { EnsureRedisError, ensureStartableRedis } from '@tradingboost/ensure-redis'
import { repositoryRoot } from './repository.ts'
import { runTurbo } from './run-turbo.ts'
import { nodeTooOld } from './testing/node-version.ts'
import { testTotals } from './testing/test-totals.ts'

/** `pnpm test [turbo's arguments] [-- vitest's arguments]`: every package's tests, then the sum on the last line. */
try {
  process.exitCode = await runTests(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof EnsureRedisError)) throw error
  console.error(error.message)
  process.exitCode = 2
}

async function runTests(args: readonly string[]): Promise<number> {
  const tooOld = nodeTooOld(process.versions.node, '22.12.0')
  if (tooOld !== undefined) {
    console.error(tooOld)
    return 2
  }
  if ((process.env['REDIS_URL'] ?? '') !== '') {
    console.log('REDIS_URL is set and is left alone: the tests start and kill Redis servers of their own')
  }
  // Once and before all: the packages' tests run side by side and must not install Redis at the same time.
  const redis = await ensureStartableRedis({ env: process.env, log: (line) => console.log(line) })
  const run = await runTurbo(['test', '--continue', '--concurrency=2', ...args], {
    cwd: repositoryRoot,
    output: 'show',
    // Undefined takes the variable away.
    env: { REDIS_URL: undefined, ...(redis.kind === 'binary' ? { REDIS_SERVER: redis.path } : {}) },
  })
  if (run.tasks === undefined) {
    console.error('turbo ended before it ran a test: see what it says above')
    return run.exitCode === 0 ? 1 : run.exitCode
  }
  const totals = testTotals(
    repositoryRoot,
    run.tasks.filter(({ task }) => task === 'test'),
  )
  for (const problem of totals.problems) console.log(problem)
  if (totals.passed + totals.failed === 0) console.log('no test ran: nothing was selected')
  console.log(`${totals.passed} passed, ${totals.failed} failed`)
  if (run.exitCode !== 0) return run.exitCode
  return totals.failed > 0 || (totals.passed === 0 && args.length === 0) ? 1 : 0
}
