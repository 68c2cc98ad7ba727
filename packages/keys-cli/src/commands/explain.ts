import { redisTypes } from '@tradingboost/redis-keys'
import { migrations } from '@tradingboost/layout-migrations'
import { Option, type Command } from 'commander'
import { explainKey } from '../explain-key.ts'
import { formatExplanation } from '../format-explanation.ts'
import { KeysCliError } from '../keys-cli-error.ts'
import { print } from '../print.ts'

interface ExplainOptions {
  readonly type?: (typeof redisTypes)[number]
  readonly base64?: true
  readonly json?: true
}

/** Adds `keys explain`, which says what a key is; exit code 1 for a key that no family makes. */
export function registerExplain(program: Command): void {
  program
    .command('explain')
    .description('say which family a key is, or why it is none')
    .argument('<key>', 'the key as Redis holds it')
    .addOption(new Option('--type <type>', 'its Redis type, where two families share the name').choices(redisTypes))
    .option('--base64', 'the argument is the key in Base64, for bytes that are no text')
    .option('--json', 'print the explanation as JSON')
    .action((argument: string, options: ExplainOptions) => {
      const key = options.base64 === true ? readBase64(argument) : argument
      const explanation = explainKey(key, { ...(options.type === undefined ? {} : { type: options.type }), migrations })
      const shown = typeof key === 'string' ? key : key.toString('utf8')
      print(options.json === true ? JSON.stringify(explanation, undefined, 2) : formatExplanation(shown, explanation))
      if (explanation.kind === 'unknown') process.exitCode = 1
    })
}

function readBase64(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64')
  if (bytes.toString('base64') === text) return bytes
  throw new KeysCliError(`${JSON.stringify(text)} is not Base64: pass what the audit prints as keyBase64`)
}
