import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { affectedTasks } from '../src/affecting/affected-tasks.ts'
import { changedFiles } from '../src/affecting/read-change.ts'
import { workspacePackages } from '../src/repository.ts'
import { createScratchRepository, type ScratchRepository } from './scratch-repository.ts'

let scratch: ScratchRepository
beforeAll(async () => {
  scratch = createScratchRepository()
  await git('branch', 'base')
})
afterAll(() => scratch[Symbol.dispose]())

async function git(...args: readonly string[]): Promise<void> {
  const author = ['-c', 'user.name=t', '-c', 'user.email=t@example.org', '-c', 'commit.gpgsign=false']
  const { exitCode, output } = await scratch.run('git', [...author, ...args])
  if (exitCode !== 0) throw new Error(`git ${args.join(' ')}: ${output}`)
}

/** The tasks that a change of one file selects, without the scope, and whether that file explains each of them. */
async function select(file: string, change: 'append' | 'create' | 'delete'): Promise<readonly string[]> {
  if (change === 'delete') rmSync(join(scratch.root, file))
  else scratch.write(file, change === 'create' ? '\n' : `${scratch.read(file)}\n`)
  try {
    const changed = await changedFiles(scratch.root, 'base')
    expect(changed).toEqual([file])
    const tasks = await affectedTasks(scratch.root, 'base', changed, scratch.env)
    for (const task of tasks) expect(task).toMatchObject({ file })
    return tasks.map(({ taskId }) => taskId.replace('@tradingboost/', '')).toSorted()
  } finally {
    await git('checkout', '--quiet', '--', '.')
    await git('clean', '--quiet', '-fd')
  }
}

const everyTask = (name: string): readonly string[] => [`${name}#lint`, `${name}#test`, `${name}#typecheck`]

test.each([
  ['a test of redis-keys', 'packages/redis-keys/src/planted.test.ts', 'create', everyTask('redis-keys')],
  ['a README of a package', 'packages/layout-migrations/README.md', 'append', []],
  ['the README whose figures a test compares', 'packages/redis-migrate/README.md', 'append', ['redis-migrate#test']],
  ['a benchmark', 'packages/trading-cache/bench/run.ts', 'append', ['trading-cache#lint', 'trading-cache#typecheck']],
  [
    'figures that a test compares',
    'packages/redis-migrate/bench/results.json',
    'append',
    ['redis-migrate#lint', 'redis-migrate#test', 'redis-migrate#typecheck'],
  ],
  ['the root README', 'README.md', 'append', []],
  ['a page that no test reads', 'docs/runbooks/redis-down.md', 'append', []],
  ['the runbook of keys-cli', 'docs/runbooks/migrate-live.md', 'append', ['keys-cli#test']],
  ['the runbook of tasks', 'docs/runbooks/change-a-key.md', 'append', ['tasks#test']],
  ['the collision proof', 'docs/collisions.md', 'append', ['redis-keys#test', 'tasks#test']],
  ['the configuration of unused code', 'knip.json', 'append', ['tasks#test']],
  ['a test of grid', 'apps/grid/test/planted.test.ts', 'create', [...everyTask('grid'), 'tasks#test']],
  [
    'a source of grid, which desk and bot-host start',
    'apps/grid/src/main.ts',
    'append',
    ['bot-host#test', 'desk#test', ...everyTask('grid'), 'tasks#test'],
  ],
  [
    'a source of the paper exchange process',
    'apps/paper-exchange/src/main.ts',
    'append',
    ['desk#test', ...everyTask('paper-exchange-process'), 'tasks#test'],
  ],
  ['a source of desk', 'apps/desk/src/main.ts', 'append', [...everyTask('desk'), 'tasks#test']],
  [
    'a source of keys-cli, which nothing imports',
    'packages/keys-cli/src/main.ts',
    'append',
    [...everyTask('keys-cli'), 'tasks#test'],
  ],
  ['a deleted source', 'packages/keys-cli/src/main.ts', 'delete', [...everyTask('keys-cli'), 'tasks#test']],
] as const)('%s selects exactly its tasks', async (_name, file, change, wanted) => {
  expect(await select(file, change)).toEqual([...wanted].toSorted())
})

test('a lint rule selects the lint of every package, and the tests of the rules', async () => {
  const lints = workspacePackages(scratch.root).map(({ name }) => `${name.replace('@tradingboost/', '')}#lint`)
  const selected = await select('tooling/lint-rules/src/plugin.ts', 'append')
  expect(selected).toEqual(
    [...new Set([...lints, ...everyTask('lint-rules'), 'tasks#test'])]
      .filter((task) => selected.includes(task))
      .toSorted(),
  )
  expect(selected.filter((task) => task.endsWith('#lint'))).toEqual(lints.toSorted())
})

test('a source of redis-keys selects every package that imports it, however far, and no other', async () => {
  const selected = await select('packages/redis-keys/src/catalogue/bots.ts', 'append')
  const tested = selected.filter((task) => task.endsWith('#test')).map((task) => task.slice(0, -'#test'.length))
  expect(tested).toEqual([...importersOf('redis-keys'), 'redis-keys', 'tasks'].toSorted())
})

test.each(['pnpm-workspace.yaml', '.ci/run', 'tsconfig.base.json'])(
  '%s selects every task of every package',
  async (file) => {
    const selected = await select(file, 'append')
    const packages = new Set(selected.map((task) => task.replace(/#.*/, '')))
    expect([...packages].toSorted()).toEqual(
      workspacePackages(scratch.root)
        .map(({ name }) => name.replace('@tradingboost/', ''))
        .toSorted(),
    )
  },
)

/** The packages that depend on one, through others too, desk included: it starts both apps. */
function importersOf(name: string): readonly string[] {
  const packages = workspacePackages(scratch.root)
  const found = new Set([`@tradingboost/${name}`])
  for (let size = 0; size !== found.size;) {
    size = found.size
    for (const one of packages) {
      if ([...one.dependencies, ...one.devDependencies].some((other) => found.has(other))) found.add(one.name)
    }
  }
  found.add('@tradingboost/desk')
  found.delete(`@tradingboost/${name}`)
  return [...found].map((one) => one.replace('@tradingboost/', ''))
}
