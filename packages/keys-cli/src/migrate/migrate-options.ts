import { phases, type Phase } from '@tradingboost/redis-migrate'
import { segments } from '@tradingboost/redis-keys'
import { Option, type Command } from 'commander'
import { addAddressOptions, type AddressOptions } from '../address-options.ts'
import { addLimitOptions, type LimitOptions } from './limit-options.ts'
import { whole } from './whole.ts'

/** What every command of `keys migrate` takes. */
export interface CommonOptions extends AddressOptions {
  readonly json?: true
}

/** What the commands that move something take besides. */
export interface MoveOptions extends CommonOptions, LimitOptions {
  readonly execute?: true
  readonly until: Phase
  readonly exchange?: string
  readonly user?: string
  readonly legacyUser?: readonly string[]
  readonly rate?: number
  readonly fenceTimeout?: number
  readonly soak?: number
  readonly retention?: number
}

export function addCommonOptions(command: Command): Command {
  return addAddressOptions(command).option('--json', 'print the result as JSON')
}

/** The options that are part of a plan: a run under way is gone on with by the same ones. */
export function addPlanOptions(command: Command): Command {
  return addCommonOptions(command)
    .addOption(
      new Option('--exchange <exchange>', 'only keys of this exchange; also that of keys that name none').choices(
        segments.exchange.words ?? [],
      ),
    )
    .option('--user <user>', 'only keys of this user')
}

export function addRunOptions(command: Command): Command {
  const run = addPlanOptions(command)
    .option('--execute', 'do it; without it nothing is written and what would happen is told')
    .addOption(new Option('--until <phase>', 'the phase to stop at').choices(phases.slice(1)).default('verify'))
    .option('--legacy-user <user...>', 'user of Redis that writes the old keys, to be fenced at the cut-over')
    .addOption(new Option('--rate <keys>', 'keys a second at most; 0 is no limit').argParser(whole).default(0))
    .addOption(
      new Option('--fence-timeout <ms>', 'how long the fence may stand before the cut-over is given up')
        .argParser(whole)
        .default(10_000),
    )
    .addOption(new Option('--soak <ms>', 'how long to wait between cut-over and contract').argParser(whole).default(0))
    .addOption(
      new Option('--retention <days>', 'how long backups stay after the old keys are removed')
        .argParser(whole)
        .default(30),
    )
  return addLimitOptions(run)
}
