import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { changesetOf } from '../src/lock/pending-changesets.ts'
import { lockedPackage, lockPath } from '../src/lock/repository.ts'
import { changeFamily, lockText, type LockedParts } from './planted-lock.ts'
import { runKeys } from './run-keys.ts'

const run = promisify(execFile)

let root: string
const git = (...args: readonly string[]) =>
  run('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', '-c', 'commit.gpgsign=false', ...args], {
    cwd: root,
  })
const keys = (...args: readonly string[]) => runKeys([...args, '--root', root])

/** A repository whose last release locked this text. */
async function release(text: string): Promise<void> {
  await writeFile(join(root, lockPath), text)
  await git('add', '.')
  await git('commit', '--quiet', '--allow-empty', '-m', 'Release')
}

const changeset = (bump: string) =>
  writeFile(join(root, '.changeset/a.md'), `---\n'${lockedPackage}': ${bump}\n---\n\nA sentence.\n`)

/** The lock as it was when the family's promise was another: the catalogue of today is the planted change. */
const releasedWith = (family: string, parts: LockedParts): string => changeFamily(family, parts)

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'keys-lock-'))
  await mkdir(join(root, 'packages/redis-keys'), { recursive: true })
  await mkdir(join(root, '.changeset'))
  await git('init', '--quiet', '-b', 'main')
})
afterEach(async () => {
  await rm(root, { recursive: true })
})

describe('keys check', () => {
  test('passes on the catalogue as it is, and counts what is no fault', async () => {
    await release(lockText())
    const { exitCode, stdout } = await keys('check')
    expect([exitCode, stdout]).toEqual([
      0,
      expect.stringMatching(/^ok: \d+ families; 4 collisions told apart, \d+ globs/),
    ])
  })

  test.each<readonly [string, LockedParts, RegExp]>([
    ['template', { template: 'position:<userId>:<symbol>:<side>' }, /position KEY: .* \(major; needs a migration\)/],
    ['type', { type: 'string' }, /position TYPE: string -> hash \(major; needs a migration\)/],
    [
      'lifetime',
      { lifetime: { kind: 'expires-after', ms: 1000 } },
      /position TTL: 1000 ms -> persistent once written, .* \(major/,
    ],
    ['record', { value: { schema: { type: 'object', properties: {} } } }, /position VALUE forward: .*\(major; needs a/],
  ])('refuses a released family whose %s changed, changeset or not, with the recipe', async (_, parts, said) => {
    await release(releasedWith('position', parts))
    await changeset('major')
    const { exitCode, stdout } = await keys('check')
    expect(exitCode).toBe(1)
    expect(stdout).toMatch(said)
    expect(stdout).toMatch(/A released key never changes in place\. Instead:\n {2}1\. put position back/)
  })

  test('refuses pending changesets that bump less than the change demands, until one bumps enough', async () => {
    await release(releasedWith('price', { owner: 'grid' }))
    await writeFile(join(root, lockPath), lockText())
    await changeset('minor')
    const refused = await keys('check', '--json')
    expect([refused.exitCode, JSON.parse(refused.stdout)]).toMatchObject([
      1,
      { ok: false, findings: [expect.stringMatching(/demands a major release.*\n {2}price OWNER/)] },
    ])
    await changeset('major')
    expect((await keys('check')).exitCode).toBe(0)
  })

  test('refuses a missing lock, a lock that is behind, and a lock that was edited by hand', async () => {
    await git('commit', '--quiet', '--allow-empty', '-m', 'Nothing')
    expect((await keys('check')).stdout).toMatch(/there is no keys\.lock\.json: run `keys lock`/)
    await writeFile(join(root, lockPath), releasedWith('price', { owner: 'grid' }))
    expect((await keys('check')).stdout).toMatch(/behind the catalogue in price: run `keys lock`/)
    await writeFile(join(root, lockPath), lockText().replace('"positions:active"', '"positions:open"'))
    expect(await keys('check')).toMatchObject({
      exitCode: 1,
      stdout: expect.stringMatching(/activePositions in keys\.lock\.json does not have its hash/),
    })
  })

  test('takes the place where the branch left main for the release, not what the branch locked', async () => {
    await release(releasedWith('position', { type: 'string' }))
    await git('checkout', '--quiet', '-b', 'feature')
    await release(lockText())
    expect((await keys('check')).stdout).toMatch(/position TYPE: string -> hash/)
    expect((await keys('check', '--base', 'HEAD')).exitCode).toBe(0)
  })

  test('ends in one sentence and exit code 2 on a revision that is none', async () => {
    await release(lockText())
    expect(await keys('check', '--base', 'nowhere')).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr: '--base nowhere: git knows no such revision; fetch it or name another\n',
    })
  })
})

describe('keys lock', () => {
  test('writes what the check then accepts, and the same again', async () => {
    await git('commit', '--quiet', '--allow-empty', '-m', 'Nothing')
    expect((await keys('lock')).stdout).toMatch(/^wrote .*keys\.lock\.json\n$/)
    expect((await keys('lock')).stdout).toBe('packages/redis-keys/keys.lock.json is up to date\n')
    expect((await keys('check')).exitCode).toBe(0)
  })

  test('leaves the file alone where a released family changed in place, so that a lock never launders a change', async () => {
    const released = releasedWith('position', { type: 'string' })
    await release(released)
    expect(await keys('lock')).toMatchObject({
      exitCode: 1,
      stdout: expect.stringMatching(/keys\.lock\.json stays as it is/),
    })
    expect(await readFile(join(root, lockPath), 'utf8')).toBe(released)
  })
})

describe('keys diff', () => {
  test('prints each change with its class, its bump and its rollout, for people and for programs', async () => {
    await release(releasedWith('price', { owner: 'grid' }))
    const { exitCode, stdout } = await keys('diff', '--base', 'HEAD')
    expect([exitCode, stdout]).toEqual([
      0,
      'price OWNER: written by grid -> shared (major; writers first)\n1 change since HEAD: a major release\n',
    ])
    expect(JSON.parse((await keys('diff', '--json')).stdout)).toMatchObject({
      bump: 'major',
      changes: [{ family: 'price', class: 'OWNER', rollout: 'writers first', bump: 'major', needsNewFamily: false }],
    })
  })

  test('says so where nothing differs', async () => {
    await release(lockText())
    expect((await keys('diff', '--base', 'main')).stdout).toBe('no family differs from main\n')
  })

  test('ends in one sentence and exit code 2 where the revision has no lock', async () => {
    await git('commit', '--quiet', '--allow-empty', '-m', 'Nothing')
    expect(await keys('diff')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/has no .*keys\.lock\.json.*--base\n$/),
    })
  })
})

test.each([
  [`---\n'${lockedPackage}': minor\n---\n\nText.`, 'minor'],
  [`---\n"${lockedPackage}": major\n'@tradingboost/domain': patch\n---\n`, 'major'],
  [`---\r\n${lockedPackage}: patch\r\n---\r\n`, 'patch'],
  [`---\n'@tradingboost/domain': major\n---\n\n'${lockedPackage}': major`, undefined],
  [`---\n'${lockedPackage}': none\n---\n`, undefined],
  ['no front matter', undefined],
])('the bump in %j is %s', (text, bump) => {
  expect(changesetOf(text, lockedPackage)?.bump).toBe(bump)
})
