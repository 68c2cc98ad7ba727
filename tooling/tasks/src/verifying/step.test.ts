import { expect, test } from 'vitest'
import { runSteps } from './step.ts'

test('every step runs and is told in order, also after one has failed or thrown', async () => {
  const told: string[] = []
  const results = await runSteps(
    [
      { name: 'bad', run: () => Promise.resolve(['a finding']) },
      { name: 'broken', run: () => Promise.reject(new Error('no such program')) },
      { name: 'good', run: () => Promise.resolve([]) },
    ],
    ({ name }) => told.push(name),
  )
  expect(told).toEqual(['bad', 'broken', 'good'])
  expect(results.map(({ findings }) => findings)).toEqual([['a finding'], ['no such program'], []])
})
