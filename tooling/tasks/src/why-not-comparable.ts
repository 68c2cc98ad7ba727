import { runProgram } from './run-program.ts'

/**
 * Why it cannot be told what changed since a base, with what to do; undefined when it can. On a shallow clone or with an
 * unknown base turbo runs everything, or nothing, without a word.
 */
export async function whyNotComparable(checkout: string, base: string): Promise<string | undefined> {
  const git = (...args: readonly string[]) => runProgram('git', args, { cwd: checkout, output: 'keep' })
  const shallow = await git('rev-parse', '--is-shallow-repository')
  if (shallow.exitCode !== 0) return `git cannot read this checkout (${shallow.output.trim()}): clone it again`
  if (shallow.output.trim() === 'true') {
    return 'this clone is shallow, so what a change affects cannot be told: run `git fetch --unshallow`, or check out with fetch-depth: 0'
  }
  if ((await git('rev-parse', '--verify', '--quiet', `${base}^{commit}`)).exitCode !== 0) {
    return `the base ${base} is not in this clone: run \`git fetch origin main\`, or name another in TURBO_SCM_BASE`
  }
  return undefined
}
