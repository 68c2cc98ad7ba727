import { expect, test } from 'vitest'
import { readTurboSummary } from './turbo-summary.ts'

const task = {
  taskId: '@tradingboost/grid#test',
  task: 'test',
  package: '@tradingboost/grid',
  directory: 'apps/grid',
  command: 'vitest run',
  cache: { status: 'MISS', local: false },
  execution: { startTime: 5, endTime: 9, exitCode: 1 },
}

test('a task is read with its package, its cache status and its exit code', () => {
  expect(readTurboSummary(JSON.stringify({ tasks: [task] }))).toEqual([
    {
      taskId: '@tradingboost/grid#test',
      task: 'test',
      packageName: '@tradingboost/grid',
      folder: 'apps/grid',
      cacheStatus: 'MISS',
      exitCode: 1,
      startedAtMs: 5,
    },
  ])
})

test('a task without a command, such as transit, is left out', () => {
  expect(readTurboSummary(JSON.stringify({ tasks: [{ ...task, command: '<NONEXISTENT>' }] }))).toEqual([])
})

test('another form than the pinned turbo writes is an error, not an empty list', () => {
  expect(() => readTurboSummary('{"runs": []}')).toThrow('tasks')
})
