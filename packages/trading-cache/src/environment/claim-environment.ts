import { TradingError } from '@tradingboost/domain'
import { environmentMarker, signsOfLife, type Environment } from '@tradingboost/redis-keys'
import { readMembers } from '../connection/read-reply.ts'
import { defineScript, type ScriptCall } from '../connection/redis-script.ts'
import { claimEnvironmentLua } from './claim-environment.lua.ts'

/** Whose data a database holds, and which program or person said so. */
export interface EnvironmentMarker {
  readonly environment: Environment
  readonly owner: string
}

const signs = JSON.stringify(
  signsOfLife.map(({ template }) => ({
    prefix: template.slice(0, template.indexOf('<')),
    suffix: template.slice(template.lastIndexOf('>') + 1),
  })),
)

const script = defineScript(
  'claim-environment',
  `${claimEnvironmentLua}
return claimEnvironment(KEYS[1], ARGV[1], ARGV[2], ARGV[3]) or { 'claimed' }
`,
)

/** Arguments of a script that begins with `claimEnvironment(KEYS[1], ARGV[1], ARGV[2], ARGV[3])`. */
export const claimArguments = ({ environment, owner }: EnvironmentMarker): readonly string[] => [
  environment,
  owner,
  signs,
]

/**
 * Compares a database with the environment that a program writes, and marks an empty one. Its read throws a TradingError
 * `wrong-environment`, and then nothing was written; `address` names the database in it.
 */
export function claimEnvironment(wanted: EnvironmentMarker, address: string): ScriptCall<void> {
  return {
    script,
    keys: [environmentMarker.build({})],
    args: claimArguments(wanted),
    read: (reply) => void acceptClaim(readMembers(reply), wanted, address),
  }
}

/** The reply of a script with `claimEnvironment`, unless that refused the database. */
export function acceptClaim(
  reply: readonly string[],
  { environment }: EnvironmentMarker,
  address: string,
): readonly string[] {
  const [kind, first = '', second = ''] = reply
  if (kind === 'environment') {
    throw refusal(
      `${address} holds ${first} data${second === '' ? '' : ` of ${second}`}, and this is a ${environment} run: nothing was written; name another database`,
      { address, found: first, owner: second },
    )
  }
  if (kind === 'unmarked') {
    const keys = second === '1' ? '1 key' : `${second} keys`
    throw refusal(
      `${address} holds ${keys} and no environment marker, such as ${JSON.stringify(first)}, so it counts as live, and this is a ${environment} run: nothing was written; name an empty database, or mark this one by \`keys environment paper --execute\``,
      { address, found: 'unmarked', key: first },
    )
  }
  return reply
}

const refusal = (message: string, details: Readonly<Record<string, string>>): TradingError =>
  new TradingError('wrong-environment', message, { retry: 'never', details })
