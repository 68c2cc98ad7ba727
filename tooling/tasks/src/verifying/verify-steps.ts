import { documentFindings } from '../documents/document-findings.ts'
import { workspacePackages } from '../repository.ts'
import { changesetFindings } from './changeset-findings.ts'
import { packageRuleFindings } from './package-rules.ts'
import { programStep } from './program-step.ts'
import { publishedPackageFindings } from './published-packages.ts'
import type { Step } from './step.ts'

/** Where and on what `verify` looks. */
export type VerifyScope = {
  readonly root: string
  /** Only these packages' types, lint and build; every package's without it. */
  readonly packages?: readonly string[]
  /** Variables for the programs, besides those of this process. */
  readonly env?: NodeJS.ProcessEnv
}

/** Everything that CI asks besides the tests. */
export function verifySteps({ root, packages: only = [], env = {} }: VerifyScope): readonly Step[] {
  const packages = workspacePackages(root)
  const program = (name: string, command: string, ...args: readonly string[]): Step =>
    programStep({ root, env }, name, command, args)
  const task = (name: string, script: string): Step =>
    program(
      name,
      'turbo',
      'run',
      script,
      '--continue',
      '--concurrency=2',
      '--output-logs=errors-only',
      '--ui=stream',
      ...only.map((one) => `--filter=${one}`),
    )
  const keys = (name: string, ...args: readonly string[]): Step =>
    program(name, 'tsx', '--conditions=@tradingboost/source', 'packages/keys-cli/src/main.ts', ...args)
  return [
    task('types', 'typecheck'),
    task('lint', 'lint'),
    task('build', 'build'),
    program('format', 'oxfmt', '--check', '.'),
    program('boundaries', 'turbo', 'boundaries'),
    { name: 'dependencies', run: () => Promise.resolve(packageRuleFindings(packages)) },
    program('unused code', 'knip'),
    {
      name: 'published packages',
      async run() {
        const findings: string[] = []
        for (const one of packages.filter(({ isPrivate }) => !isPrivate)) {
          findings.push(...(await publishedPackageFindings(root, one)))
        }
        return findings
      },
    },
    keys('key checks', 'check'),
    keys('key documents', 'docs', '--check'),
    { name: 'documents', run: () => Promise.resolve(documentFindings(root)) },
    { name: 'changesets', run: () => changesetFindings(root, 'origin/main') },
  ]
}
