import { ensureStartableRedis } from '@tradingboost/ensure-redis'
import { affectedTaskNames } from './affecting/affected-tasks.ts'
import { explainAffected } from './affecting/explain-affected.ts'
import { repositoryRoot } from './repository.ts'
import { runTurbo } from './run-turbo.ts'
import { testTotals } from './testing/test-totals.ts'
import { whyNotComparable } from './why-not-comparable.ts'

/**
 * For pull requests: types, lint and tests of the packages that a change reaches. TURBO_SCM_BASE names the base. With
 * `--explain` it runs nothing and prints the file that causes each task.
 */
const base = process.env['TURBO_SCM_BASE'] ?? 'origin/main'
process.exitCode = await runAffected(process.argv.slice(2))

async function runAffected(args: readonly string[]): Promise<number> {
  const unknown = args.find((arg) => arg !== '--explain')
  if (unknown !== undefined) {
    console.error(`affected has no option ${unknown}: it takes --explain, or nothing`)
    return 2
  }
  const refusal = await whyNotComparable(repositoryRoot, base)
  if (refusal !== undefined) {
    console.error(refusal)
    return 2
  }
  if (args.includes('--explain')) {
    for (const line of await explainAffected(repositoryRoot, base)) console.log(line)
    return 0
  }
  const redis = await ensureStartableRedis({ env: process.env, log: (line) => console.log(line) })
  const run = await runTurbo([...affectedTaskNames, '--affected', '--continue', '--concurrency=2'], {
    cwd: repositoryRoot,
    output: 'show',
    env: {
      TURBO_SCM_BASE: base,
      REDIS_URL: undefined,
      ...(redis.kind === 'binary' ? { REDIS_SERVER: redis.path } : {}),
    },
  })
  if (run.tasks === undefined || run.tasks.length === 0) {
    console.log(`nothing is affected since ${base}: no task was run`)
    return run.exitCode
  }
  const totals = testTotals(
    repositoryRoot,
    run.tasks.filter(({ task }) => task === 'test'),
  )
  for (const problem of totals.problems) console.log(problem)
  console.log(`${totals.passed} passed, ${totals.failed} failed`)
  return run.exitCode === 0 && totals.failed > 0 ? 1 : run.exitCode
}
