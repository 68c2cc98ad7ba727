import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { TurboTask } from '../turbo-summary.ts'
import { testTotals } from './test-totals.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'test-totals-'))
})
afterEach(() => rmSync(root, { recursive: true }))

function aTask(input: Partial<TurboTask> = {}): TurboTask {
  return {
    taskId: '@tradingboost/grid#test',
    task: 'test',
    packageName: '@tradingboost/grid',
    folder: 'apps/grid',
    cacheStatus: 'MISS',
    exitCode: 0,
    startedAtMs: 1_000,
    ...input,
  }
}

function report(folder: string, passed: number, failed: number, startTime: number): void {
  mkdirSync(join(root, folder, '.vitest'), { recursive: true })
  const text = JSON.stringify({ numPassedTests: passed, numFailedTests: failed, startTime, testResults: [] })
  writeFileSync(join(root, folder, '.vitest/report.json'), text)
}

test('the reports of the run are summed', () => {
  report('apps/grid', 5, 0, 1_500)
  report('apps/hyperrsi', 7, 1, 1_500)
  const tasks = [aTask(), aTask({ folder: 'apps/hyperrsi', exitCode: 1 })]
  expect(testTotals(root, tasks)).toEqual({ passed: 12, failed: 1, problems: [] })
})

test('the report of a package that is not of this run does not count', () => {
  report('apps/grid', 5, 0, 1_500)
  report('apps/hyperrsi', 7, 0, 1_500)
  expect(testTotals(root, [aTask()])).toMatchObject({ passed: 5, failed: 0 })
})

test('a report out of the cache counts whatever its age', () => {
  report('apps/grid', 5, 0, 1)
  const cached = aTask({ cacheStatus: 'HIT', exitCode: undefined, startedAtMs: undefined })
  expect(testTotals(root, [cached])).toEqual({ passed: 5, failed: 0, problems: [] })
})

test('a report older than its task is of another run: the task that wrote none counts as failed', () => {
  report('apps/grid', 5, 0, 999)
  const totals = testTotals(root, [aTask({ exitCode: 1 })])
  expect(totals).toMatchObject({ passed: 0, failed: 1 })
  expect(totals.problems.join()).toContain('@tradingboost/grid')
})

test('tests that crash after the report, or are never run, count as failed', () => {
  report('apps/grid', 5, 0, 1_500)
  expect(testTotals(root, [aTask({ exitCode: 134 })])).toMatchObject({ passed: 5, failed: 1 })
  expect(testTotals(root, [aTask({ exitCode: undefined, startedAtMs: undefined })])).toMatchObject({ failed: 1 })
})

test('a pass without a report is not believed', () => {
  expect(testTotals(root, [aTask()])).toMatchObject({ passed: 0, failed: 1 })
})

test('each failed test is named with the command that repeats it', () => {
  const failed = { fullName: "a rung doesn't refill (twice)", status: 'failed' }
  const passed = { fullName: 'a rung refills', status: 'passed' }
  mkdirSync(join(root, 'apps/grid/.vitest'), { recursive: true })
  const text = JSON.stringify({
    numPassedTests: 1,
    numFailedTests: 1,
    startTime: 1_500,
    testResults: [{ name: join(root, 'apps/grid/src/rung.test.ts'), assertionResults: [failed, passed] }],
  })
  writeFileSync(join(root, 'apps/grid/.vitest/report.json'), text)
  const { problems } = testTotals(root, [aTask({ exitCode: 1 })])
  expect(problems).toEqual([
    [
      "failed: @tradingboost/grid src/rung.test.ts > a rung doesn't refill (twice)",
      String.raw`  npx -y pnpm@12 --filter @tradingboost/grid test src/rung.test.ts -t 'a rung doesn.t refill \(twice\)'`,
    ].join('\n'),
  ])
})
