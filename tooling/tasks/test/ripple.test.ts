import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TurboRun } from '../src/run-turbo.ts'
import type { ScratchRepository } from './scratch-repository.ts'
import { createScratchRepository } from './scratch-repository.ts'

const apps = ['@tradingboost/grid', '@tradingboost/hyperrsi']
const bothApps = apps.map((name) => `--filter=${name}`)
const catalogueFile = 'packages/redis-keys/src/catalogue/positions.ts'
const template = 'positions:<userId>:<exchange>:<symbol>:<side>'

let scratch: ScratchRepository
beforeAll(() => {
  scratch = createScratchRepository()
})
afterAll(() => scratch[Symbol.dispose]())

const typecheck = (): Promise<TurboRun> => scratch.turboRun('typecheck', '--continue', '--concurrency=2', ...bothApps)
const keyTests = (): Promise<TurboRun> =>
  scratch.turboRun('test', '--continue', '--concurrency=2', ...bothApps, '--', 'test/integration/keys-written.test.ts')

/** `name of the app: how the cache answered, exit code` of both apps' own tasks, in the order of their names. */
function ofTheApps(run: TurboRun): readonly string[] {
  return (run.tasks ?? [])
    .filter(({ packageName }) => apps.includes(packageName))
    .toSorted((a, b) => a.packageName.localeCompare(b.packageName))
    .map(
      ({ packageName, cacheStatus, exitCode }) =>
        `${packageName}: ${cacheStatus}, ${exitCode === 0 ? 'passed' : 'failed'}`,
    )
}

/** Runs with the position family under another template; the catalogue is as before afterwards. */
async function withTemplate(changed: string, run: () => Promise<TurboRun>): Promise<TurboRun> {
  const before = scratch.read(catalogueFile)
  const after = before.replace(`'${template}'`, `'${changed}'`)
  expect(after, `${catalogueFile} spells ${template}`).not.toBe(before)
  scratch.write(catalogueFile, after)
  try {
    return await run()
  } finally {
    scratch.write(catalogueFile, before)
  }
}

test('as it stands, both apps pass, and a second run is answered by the cache', async () => {
  for (const run of [typecheck, keyTests]) {
    const first = await run()
    expect(ofTheApps(first), first.output).toEqual(apps.map((name) => `${name}: MISS, passed`))
    expect((await run()).tasks?.map(({ cacheStatus }) => cacheStatus)).toEqual(['HIT', 'HIT'])
  }
}, 240_000)

test('a segment taken out of one template makes the type check of both apps fail, not answered by the cache', async () => {
  const run = await withTemplate(template.replace(':<side>', ''), typecheck)
  expect(ofTheApps(run), run.output).toEqual(apps.map((name) => `${name}: MISS, failed`))
  expect(run.output).toContain('side')
}, 240_000)

test('a literal changed in one template makes the key test of both apps fail, not answered by the cache', async () => {
  const run = await withTemplate(template.replace('positions:', 'positionz:'), keyTests)
  expect(ofTheApps(run), run.output).toEqual(apps.map((name) => `${name}: MISS, failed`))
  expect(run.output).toContain('positionz')
}, 240_000)
