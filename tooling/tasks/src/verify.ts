import { documentFindings } from './documents/document-findings.ts'
import { repositoryRoot as root, workspacePackages } from './repository.ts'
import { changesetFindings } from './verifying/changeset-findings.ts'
import { packageRuleFindings } from './verifying/package-rules.ts'
import { programStep } from './verifying/program-step.ts'
import { publishedPackageFindings } from './verifying/published-packages.ts'
import type { Step } from './verifying/step.ts'
import { runSteps } from './verifying/step.ts'

/** `pnpm run verify`: everything that CI asks besides the tests; a line each, exit code 1 if any failed. */
const packages = workspacePackages(root)
const turboArguments = ['run', '--continue', '--concurrency=2', '--output-logs=errors-only', '--ui=stream']
const steps: readonly Step[] = [
  programStep(root, 'types, lint, build', 'turbo', [...turboArguments, 'typecheck', 'lint', 'build']),
  programStep(root, 'format', 'oxfmt', ['--check', '.']),
  programStep(root, 'boundaries', 'turbo', ['boundaries']),
  { name: 'dependencies', run: () => Promise.resolve(packageRuleFindings(packages)) },
  programStep(root, 'unused code', 'knip', []),
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
  programStep(root, 'key checks', 'tsx', [
    '--conditions=@tradingboost/source',
    'packages/keys-cli/src/main.ts',
    'check',
  ]),
  programStep(root, 'key documents', 'tsx', [
    '--conditions=@tradingboost/source',
    'packages/keys-cli/src/main.ts',
    'docs',
    '--check',
  ]),
  { name: 'documents', run: () => Promise.resolve(documentFindings(root)) },
  { name: 'changesets', run: () => changesetFindings(root, 'origin/main') },
]

const results = await runSteps(steps, ({ name, findings, seconds }) => {
  console.log(`${findings.length === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds.toFixed(1)} s)`)
  for (const finding of findings) console.log(finding.replaceAll(/^/gm, '       '))
})
const failed = results.filter(({ findings }) => findings.length > 0).map(({ name }) => name)
console.log(failed.length === 0 ? `verified: ${results.length} checks` : `not verified: ${failed.join(', ')}`)
process.exitCode = failed.length === 0 ? 0 : 1
