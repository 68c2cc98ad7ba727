import { expect, test } from 'vitest'
import { explainTasks } from './explain-tasks.ts'

const plan = {
  globalCacheInputs: { files: { 'pnpm-workspace.yaml': 'hash' } },
  tasks: [
    {
      taskId: 'keys#transit',
      directory: 'packages/keys',
      command: '<NONEXISTENT>',
      inputs: { 'src/a.ts': 'hash' },
      dependencies: [],
    },
    {
      taskId: 'cache#transit',
      directory: 'packages/cache',
      command: '<NONEXISTENT>',
      inputs: { 'src/b.ts': 'hash' },
      dependencies: ['keys#transit'],
    },
    {
      taskId: 'grid#test',
      directory: 'apps/grid',
      command: 'vitest run',
      inputs: { 'src/c.ts': 'hash', '../../docs/d.md': 'hash' },
      dependencies: ['cache#transit'],
    },
  ],
}

test.each([
  ['its own input', 'apps/grid/src/c.ts', []],
  ['an input outside its package', 'docs/d.md', []],
  ['an input of a dependency, with the tasks between', 'packages/keys/src/a.ts', ['keys#transit', 'cache#transit']],
  ['a file that every task depends on', 'pnpm-workspace.yaml', []],
])('a task is explained by %s', (_name, file, by) => {
  expect(explainTasks(plan, ['README.md', file])).toEqual([{ taskId: 'grid#test', file, by }])
})

test('a task that nothing else explains is explained by a deleted file, of its own package first', () => {
  const files = ['packages/keys/src/gone.ts', 'apps/grid/src/gone.ts']
  expect(explainTasks(plan, files, files)).toEqual([{ taskId: 'grid#test', file: files[1], by: [] }])
  expect(explainTasks(plan, files, files.slice(0, 1))).toEqual([{ taskId: 'grid#test', file: files[0], by: [] }])
})

test('a task that no changed file explains has no file', () => {
  expect(explainTasks(plan, ['README.md'])).toEqual([{ taskId: 'grid#test', file: undefined, by: [] }])
})
