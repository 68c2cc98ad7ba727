import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { keptLockFolder, keptLockPath, lockedPackage, lockPath, manifestPath } from '../src/lock/repository.ts'
import { changeFamily, lockText, withoutFamily } from './planted-lock.ts'
import { runKeys } from './run-keys.ts'

const run = promisify(execFile)

let root: string
const git = (...args: readonly string[]) =>
  run('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', '-c', 'commit.gpgsign=false', ...args], {
    cwd: root,
  })
const keys = (...args: readonly string[]) => runKeys([...args, '--root', root])
const write = (path: string, text: string) => writeFile(join(root, path), text)
const commit = async (): Promise<void> => {
  await git('add', '.')
  await git('commit', '--quiet', '-m', 'Merge')
}
const changeset = (text: string) => write('.changeset/a.md', `---\n'${lockedPackage}': minor\n---\n\n${text}\n`)

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'keys-kept-'))
  await mkdir(join(root, keptLockFolder), { recursive: true })
  await mkdir(join(root, '.changeset'))
  await git('init', '--quiet', '-b', 'main')
  await write(manifestPath, '{ "version": "0.10.0" }')
  await write(lockPath, lockText())
  await write(keptLockPath('0.10.0'), lockText())
})
afterEach(async () => {
  await rm(root, { recursive: true })
})

test('a family that comes back in another form is refused, however many versions and merges lie between', async () => {
  await write(keptLockPath('0.1.0'), changeFamily('position', { type: 'string' }))
  await write(keptLockPath('0.9.0'), changeFamily('position', { status: 'deprecated' }))
  await commit()
  const { exitCode, stdout } = await keys('check')
  expect(exitCode).toBe(1)
  expect(stdout).toMatch(/^position is active in another form than in the released version 0\.1\.0 /)
  expect(stdout).toMatch(/position TYPE: string -> hash \(major; needs a migration\)\nA released key never changes/)
})

test('the lock of a released version is neither changed nor taken away', async () => {
  await write(keptLockPath('0.1.0'), lockText())
  await commit()
  expect((await keys('check')).exitCode).toBe(0)
  await write(keptLockPath('0.1.0'), changeFamily('price', { owner: 'grid' }))
  const changed = await keys('check')
  expect([changed.exitCode, changed.stdout]).toEqual([
    1,
    expect.stringMatching(/locks\/0\.1\.0\.json is not as [0-9a-f]{40} has it.*take it from there/),
  ])
  await rm(join(root, keptLockPath('0.1.0')))
  expect((await keys('check', '--base', 'main')).stdout).toMatch(/locks\/0\.1\.0\.json is not as main has it/)
})

test('a version keeps its lock once its changesets are consumed', async () => {
  await write(manifestPath, '{ "version": "0.11.0" }')
  expect((await keys('check')).stdout).toMatch(
    /is at 0\.11\.0, and there is no .*0\.11\.0\.json: run `keys lock --release`/,
  )
  await changeset('Something.')
  expect(await keys('lock', '--release')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringMatching(/run `changeset version` first/),
  })
  await rm(join(root, '.changeset/a.md'))
  expect((await keys('lock', '--release')).stdout).toBe(`wrote ${keptLockPath('0.11.0')}\n`)
  expect(await readFile(join(root, keptLockPath('0.11.0')), 'utf8')).toBe(lockText())
  expect((await keys('check')).exitCode).toBe(0)
  expect((await keys('lock', '--release')).stdout).toMatch(/is up to date/)
  await write(keptLockPath('0.11.0'), changeFamily('price', { owner: 'grid' }))
  expect(await keys('lock', '--release')).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(/never changes/) })
  await write(lockPath, changeFamily('price', { owner: 'grid' }))
  expect(await keys('lock', '--release')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringMatching(/behind the catalogue/),
  })
})

test('a new family needs a changeset that names it: not an empty one, not that of another change', async () => {
  await write(lockPath, withoutFamily('price'))
  await commit()
  await write(lockPath, lockText())
  await changeset('')
  expect((await keys('check')).stdout).toMatch(
    /^price is a new family, and no pending changeset names it: run `changeset`/,
  )
  await changeset('The cache is faster.')
  expect((await keys('check')).exitCode).toBe(1)
  await changeset('`price` holds the last price of a symbol.')
  expect((await keys('check')).exitCode).toBe(0)
})
