import { createFindingStore } from '@tradingboost/redis-audit'
import type { Command } from 'commander'
import { addScopeOptions, type ScopeOptions } from '../audit/audit-options.ts'
import { writeBaseline } from '../audit/baseline.ts'
import { runAudit } from '../audit/run-audit.ts'
import { print } from '../print.ts'

/** Adds `keys baseline`, which writes the findings of today, so that `keys audit --baseline` fails on new ones only. */
export function registerBaseline(program: Command): void {
  addScopeOptions(program.command('baseline'))
    .description(
      'audit a Redis and write its findings to a file; keys audit --baseline FILE then fails on new ones only',
    )
    .argument('<file>', 'where the baseline goes; an older one is replaced')
    .option('--json', 'print what happened as JSON')
    .action(async (file: string, options: ScopeOptions & { readonly json?: true }) => {
      await using findings = createFindingStore()
      const { redis, keys } = await runAudit(options, findings)
      const written = await writeBaseline(file, redis, findings.read())
      if (options.json === true) print(JSON.stringify({ redis, keys, file, findings: written }, undefined, 2))
      else print(`${redis}: ${keys} keys, wrote ${file} with ${written} ${written === 1 ? 'finding' : 'findings'}`)
    })
}
