import type { Command } from 'commander'
import { checkKeys, type KeyCheck } from '../check-keys.ts'
import { ownRepository } from '../lock/repository.ts'
import { print } from '../print.ts'

interface CheckOptions {
  readonly base?: string
  readonly root: string
  readonly verbose?: true
  readonly json?: true
}

/** Adds `keys check`, the gate of every change of a key; exit code 1 when something has to be done first. */
export function registerCheck(program: Command): void {
  program
    .command('check')
    .description('prove that no two families share a key, and that what is released did not change in place')
    .option('--base <ref>', 'the released revision; otherwise where this branch left main')
    .option('--root <folder>', 'the repository', ownRepository)
    .option('--verbose', 'also print what is no fault: collisions of old families, shadowing globs, literals as values')
    .option('--json', 'print everything as JSON')
    .action(async ({ base, root, verbose, json }: CheckOptions) => {
      const check = await checkKeys(root, base)
      if (json === true) print(JSON.stringify({ ok: check.findings.length === 0, ...check }, undefined, 2))
      else print(report(check, verbose === true))
      if (check.findings.length > 0) process.exitCode = 1
    })
}

function report({ families, findings, notes }: KeyCheck, isVerbose: boolean): string {
  const { collisions, globShadows, literalValues } = notes
  const listed = isVerbose ? [collisions, globShadows, literalValues].filter((list) => list.length > 0) : []
  const counted =
    `${collisions.length} collisions told apart, ${globShadows.length} globs that return keys of another active family, ` +
    `${literalValues.length} literals that another family takes for a value`
  return [
    ...findings,
    ...listed.map((list) => list.join('\n')),
    findings.length === 0
      ? `ok: ${families} families; ${counted}`
      : `not ok: ${findings.length} ${findings.length === 1 ? 'finding' : 'findings'} in ${families} families; ${counted}`,
  ].join('\n\n')
}
