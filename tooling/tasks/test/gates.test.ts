import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifySteps } from '../src/verifying/verify-steps.ts'
import { createScratchRepository, type ScratchRepository } from './scratch-repository.ts'

let scratch: ScratchRepository
beforeAll(() => {
  scratch = createScratchRepository()
})
afterAll(() => scratch[Symbol.dispose]())

/** What one step of `verify` finds in the scratch repository. */
async function findingsOf(gate: string): Promise<string> {
  const { root, env } = scratch
  const step = verifySteps({ root, env, packages: ['@tradingboost/keys-cli'] }).find(({ name }) => name === gate)
  if (step === undefined) throw new Error(`verify has no step ${gate}`)
  return (await step.run()).join('\n')
}

const catalogue = 'packages/redis-keys/src/catalogue/prices.ts'
const program = 'packages/keys-cli/src/keys-cli-error.ts'

test.each<readonly [gate: string, file: string, from: string, to: string, said: RegExp]>([
  [
    'types',
    program,
    'export class',
    "export const at: number = 'noon'\nexport class",
    /not assignable to type 'number'/,
  ],
  ['lint', program, 'export class', 'export const at = Date.now()\nexport class', /no-ambient-time-or-chance/],
  [
    'key checks',
    'packages/redis-keys/src/catalogue/positions.ts',
    "'positions:history:<userId>:<exchange>'",
    "'positions:index:<userId>:<exchange>'",
    /TYPE: positionIndex \(active set\) and positionHistory \(active zset\) both produce "positions:index:/,
  ],
  ['build', 'packages/redis-keys/src/owner.ts', "| 'foreign'", '| Foreign', /Cannot find name 'Foreign'/],
  [
    'boundaries',
    'packages/redis-keys/package.json',
    '"zod": "catalog:"',
    '"zod": "catalog:", "@tradingboost/domain": "workspace:^"',
    /domain/,
  ],
  [
    'key checks',
    catalogue,
    "'price:<exchange>:<symbol>'",
    "'prices:<exchange>:<symbol>'",
    /price KEY: .*\(major; needs a migration\)/,
  ],
  [
    'key checks',
    catalogue,
    'price: decimalText',
    "price: decimalText.refine((text) => text !== '0')",
    /the schema of price has a refinement at price, which keys\.lock\.json does not show/,
  ],
  [
    'key checks',
    'packages/redis-keys/locks/0.1.0.json',
    '"template": "price:<exchange>:<symbol>"',
    '"template": "price:<symbol>"',
    /the lock of price in .*0\.1\.0\.json does not have its hash/,
  ],
  ['key documents', catalogue, 'summary: ', "note: 'In a word.', summary: ", /redis-keys\.md.* stale/],
])(
  '%s is green as it stands, and a fault planted in %s turns it red',
  async (gate, file, from, to, said) => {
    expect(await findingsOf(gate)).toBe('')
    const before = scratch.read(file)
    const planted = before.replace(from, to)
    expect(planted, `${file} holds ${from}`).not.toBe(before)
    scratch.write(file, planted)
    try {
      expect(await findingsOf(gate)).toMatch(said)
    } finally {
      scratch.write(file, before)
    }
  },
  120_000,
)
