import { createHash } from 'node:crypto'
import {
  aclFormats,
  aclLeaks,
  aclOwners,
  aclUser,
  catalogue,
  channels,
  formatAclUser,
  type FamilyMigration,
} from '@tradingboost/redis-keys'
import { InvalidArgumentError, Option, type Command } from 'commander'
import { KeysCliError } from '../keys-cli-error.ts'
import { migrations } from '../migrations.ts'
import { print, remark } from '../print.ts'

interface AclOptions {
  readonly owner: (typeof aclOwners)[number]
  readonly format: (typeof aclFormats)[number]
  readonly passwordFrom?: string
  readonly during: readonly FamilyMigration[]
  readonly json?: true
}

/** Adds `keys acl`, which prints the rules of a Redis user. */
export function registerAcl(program: Command): void {
  program
    .command('acl')
    .description('print the Redis 7 ACL rules of a user, from who writes and who reads which family')
    .addOption(new Option('--owner <owner>', 'whose rules').choices(aclOwners).makeOptionMandatory())
    .addOption(
      new Option('--format <format>', 'a line of an ACL file, or a command').choices(aclFormats).default('aclfile'),
    )
    .option(
      '--password-from <variable>',
      'environment variable with the password, of which only the SHA-256 is printed',
    )
    .addOption(
      new Option('--during <migrations>', 'also the rights to write the old layout of these, by comma, while they run')
        .argParser(readMigrations)
        .default([], 'none'),
    )
    .option('--json', 'print the rules in parts, with the families that a glob reaches and should not')
    .action((options: AclOptions) => {
      const user = aclUser(options.owner, catalogue, channels, options.during)
      const leaks = aclLeaks(options.owner).map(({ glob, reaches, witness }) => ({
        glob,
        reaches: reaches.name,
        witness,
      }))
      if (options.json === true) return print(JSON.stringify({ ...user, leaks }, undefined, 2))
      const passwordSha256 = hashPassword(options.passwordFrom)
      print(formatAclUser(user, options.format, passwordSha256))
      for (const { glob, reaches, witness } of leaks) {
        remark(
          `note: ${glob} also reaches the deprecated ${reaches}, such as ${witness}; a Redis glob cannot be tighter`,
        )
      }
      if (passwordSha256 === undefined && options.format === 'aclfile') {
        remark(`note: ${options.owner} is off, for it has no password: give one with --password-from VARIABLE`)
      }
    })
}

function readMigrations(text: string): readonly FamilyMigration[] {
  return text.split(',').map((name) => {
    const migration = migrations.find(({ id }) => id === name.trim())
    if (migration !== undefined) return migration
    const known = migrations.map(({ id }) => id).join(', ')
    throw new InvalidArgumentError(known === '' ? 'There is no migration.' : `Give ids out of ${known}.`)
  })
}

function hashPassword(variable: string | undefined): string | undefined {
  if (variable === undefined) return undefined
  const password = process.env[variable]
  if (password !== undefined && password !== '') return createHash('sha256').update(password).digest('hex')
  throw new KeysCliError(
    `--password-from ${variable}: that environment variable is empty; export the password in it first`,
  )
}
