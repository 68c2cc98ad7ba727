import { repositoryRoot as root } from './repository.ts'
import { runSteps } from './verifying/step.ts'
import { verifySteps } from './verifying/verify-steps.ts'

/** `pnpm run verify`: everything that CI asks besides the tests; a line each, exit code 1 if any failed. */
const results = await runSteps(verifySteps({ root }), ({ name, findings, seconds }) => {
  console.log(`${findings.length === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds.toFixed(1)} s)`)
  for (const finding of findings) console.log(finding.replaceAll(/^/gm, '       '))
})
const failed = results.filter(({ findings }) => findings.length > 0).map(({ name }) => name)
console.log(failed.length === 0 ? `verified: ${results.length} checks` : `not verified: ${failed.join(', ')}`)
process.exitCode = failed.length === 0 ? 0 : 1
