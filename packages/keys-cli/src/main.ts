import { LockError } from '@tradingboost/redis-keys'
import { Command, CommanderError } from 'commander'
import manifest from '../package.json' with { type: 'json' }
import { registerAcl } from './commands/acl.ts'
import { registerAudit } from './commands/audit.ts'
import { registerBaseline } from './commands/baseline.ts'
import { registerCheck } from './commands/check.ts'
import { registerDiff } from './commands/diff.ts'
import { registerDocs } from './commands/docs.ts'
import { registerDoctor } from './commands/doctor.ts'
import { registerEnvironment } from './commands/environment.ts'
import { registerExplain } from './commands/explain.ts'
import { registerLock } from './commands/lock.ts'
import { registerMigrate } from './commands/migrate.ts'
import { KeysCliError } from './keys-cli-error.ts'
import { remark } from './print.ts'

/** `keys`: exit code 0 when all is well, 1 when something was found, 2 when it could not be done. */
const program = new Command('keys')
  .description('Documents, explains and enforces the catalogue of Redis keys.')
  .version(manifest.version, '--version', 'print the version')
  .showSuggestionAfterError()
  // Before the commands, which take it over.
  .exitOverride()
registerAcl(program)
registerAudit(program)
registerBaseline(program)
registerCheck(program)
registerDiff(program)
registerDocs(program)
registerDoctor(program)
registerEnvironment(program)
registerExplain(program)
registerLock(program)
registerMigrate(program)

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2
  else if (error instanceof KeysCliError || error instanceof LockError) {
    remark(error.message)
    process.exitCode = 2
  } else throw error
}
