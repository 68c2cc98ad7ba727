import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { z } from 'zod'
import type { TurboTask } from '../turbo-summary.ts'

const report = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  startTime: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
})

export type TestTotals = {
  readonly passed: number
  readonly failed: number
  /** One line for each failed test with the command that repeats it, one sentence for each package whose tests did not end. */
  readonly problems: readonly string[]
}

/**
 * Sums the reports of exactly the given test tasks. A report that is older than its task is of another run and does not
 * count; a task that failed without a failed test in its report counts as one failed.
 */
export function testTotals(root: string, tasks: readonly TurboTask[]): TestTotals {
  const totals = { passed: 0, failed: 0, problems: new Array<string>() }
  for (const task of tasks) {
    const found = readReport(root, task)
    totals.passed += found?.numPassedTests ?? 0
    totals.failed += found?.numFailedTests ?? 0
    totals.problems.push(...failedTests(join(root, task.folder), task.packageName, found))
    const succeeded = task.cacheStatus === 'HIT' || task.exitCode === 0
    if (found === undefined && succeeded) {
      totals.problems.push(`${task.packageName} passed without a report of this run: look at its vitest.config.ts`)
      totals.failed += 1
    }
    if (!succeeded && (found === undefined || found.numFailedTests === 0)) {
      const how = task.exitCode === undefined ? 'were not run' : `ended with exit code ${task.exitCode}`
      totals.problems.push(`the tests of ${task.packageName} ${how} without a failed test: see its output above`)
      totals.failed += 1
    }
  }
  return totals
}

function failedTests(
  folder: string,
  packageName: string,
  found: z.infer<typeof report> | undefined,
): readonly string[] {
  return (found?.testResults ?? []).flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName }) => {
        const file = relative(folder, name)
        const pattern = fullName.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll("'", '.')
        return `failed: ${packageName} ${file} > ${fullName}\n  npx -y pnpm@12 --filter ${packageName} test ${file} -t '${pattern}'`
      }),
  )
}

function readReport(root: string, task: TurboTask): z.infer<typeof report> | undefined {
  let text: string
  try {
    text = readFileSync(join(root, task.folder, '.vitest/report.json'), 'utf8')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined
    throw cause
  }
  const read = report.parse(JSON.parse(text))
  // A report out of the cache is of the run that filled the cache: its age says nothing.
  if (task.cacheStatus === 'HIT') return read
  return task.startedAtMs !== undefined && read.startTime >= task.startedAtMs ? read : undefined
}
