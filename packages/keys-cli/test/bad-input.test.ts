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
  ['a migration that is none', ['acl', '--owner', 'grid', '--during', '0000-no'], /^error: .*--during.* is invalid/],
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

test('the rules as JSON tell which keys a glob reaches and should not', async () => {
  const { stdout, exitCode } = await runKeys(['acl', '--owner', 'shared', '--json'])
  expect(exitCode).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({
    name: 'shared',
    leaks: expect.arrayContaining([{ glob: 'price:*:*', reaches: 'legacyPrice', witness: expect.any(String) }]),
  })
})
