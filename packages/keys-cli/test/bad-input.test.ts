import { expect, test } from 'vitest'
import { runKeys } from './run-keys.ts'

test.each([
  ['an unknown command', ['nothing'], /^error: unknown command 'nothing'/],
  [
    'an owner that is none',
    ['acl', '--owner', 'me'],
    /^error: .*Allowed choices are hyperrsi, grid, shared, audit, migrate/,
  ],
  ['no owner', ['acl'], /^error: required option '--owner <owner>' not specified/],
  [
    'a password that is not there',
    ['acl', '--owner', 'grid', '--password-from', 'NO_SUCH'],
    /^--password-from NO_SUCH: .*empty/,
  ],
  [
    'a migration that is none',
    ['acl', '--owner', 'grid', '--during', '0000-no'],
    /^no migration is called 0000-no: there are 0001/,
  ],
  ['no key', ['explain'], /^error: missing required argument 'key'/],
  ['a type that is none', ['explain', 'a', '--type', 'stream'], /^error: .*Allowed choices are string, hash/],
  ['text that is no Base64', ['explain', '--base64', 'a b'], /^"a b" is not Base64/],
])('%s ends in one sentence and exit code 2', async (_what, args, sentence) => {
  const { exitCode, stdout, stderr } = await runKeys(args)
  expect([exitCode, stdout, stderr.trim().split('\n').length]).toEqual([2, '', 1])
  expect(stderr).toMatch(sentence)
})

test('explain ends with exit code 1 for a key that no family makes, and prints JSON for programs', async () => {
  const unknown = await runKeys(['explain', '--json', 'nothing we know'])
  expect([unknown.exitCode, JSON.parse(unknown.stdout)]).toEqual([1, { kind: 'unknown', nearest: [] }])
  const known = await runKeys(['explain', '--json', '--base64', Buffer.from('positions:active').toString('base64')])
  expect([known.exitCode, JSON.parse(known.stdout)]).toMatchObject([
    0,
    { kind: 'known', families: [{ name: 'activePositions' }] },
  ])
})

test('explain names the migration that moves a legacy key, and the rules during it let a bot write the old layout', async () => {
  const { stdout } = await runKeys(['explain', 'okx:positions:1234', '--type', 'string'])
  expect(stdout).toContain('replaced by position; keys migrate run 0003-grid-positions moves it')
  const rules = async (...options: readonly string[]): Promise<unknown> =>
    JSON.parse((await runKeys(['acl', '--owner', 'grid', '--json', ...options])).stdout).writes
  for (const [during, old] of [
    ['0001', 'user:*:position:*:*'],
    ['0003', 'okx:positions:*'],
  ] as const) {
    expect([during, await rules(), await rules('--during', during)]).toEqual([
      during,
      expect.not.arrayContaining([old]),
      expect.arrayContaining([old]),
    ])
  }
  // The old name of the rungs is below one that GRID writes anyway.
  expect(await rules('--during', '0002')).toEqual(expect.arrayContaining(['okx:user:*']))
})

test('the rules as JSON tell which keys a glob reaches and should not', async () => {
  const { stdout, exitCode } = await runKeys(['acl', '--owner', 'shared', '--json'])
  expect(exitCode).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({
    name: 'shared',
    leaks: expect.arrayContaining([{ glob: 'price:*:*', reaches: 'legacyPrice', witness: expect.any(String) }]),
  })
})
