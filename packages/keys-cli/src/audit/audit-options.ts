import type { AuditOptions } from '@tradingboost/redis-audit'
import { InvalidArgumentError, Option, type Command } from 'commander'
import { addAddressOptions, type AddressOptions } from '../address-options.ts'

/** Which Redis is audited, how fast, and how much of it. */
export interface ScopeOptions extends AddressOptions {
  readonly rate?: number
  readonly family?: string
  readonly sample?: number
}

/** The options of each command that audits. */
export function addScopeOptions(command: Command): Command {
  return addAddressOptions(command)
    .addOption(new Option('--rate <keys>', 'look at so many keys a second at most').argParser(positive))
    .option('--family <name>', 'only the keys of this family')
    .addOption(
      new Option('--sample <values>', 'read so many values of each family; every one without it').argParser(positive),
    )
}

/** The same as an audit takes them. */
export function scopeOf({ rate, family, sample }: ScopeOptions): Pick<AuditOptions, 'rate' | 'family' | 'sample'> {
  return {
    ...(rate === undefined ? {} : { rate }),
    ...(family === undefined ? {} : { family }),
    ...(sample === undefined ? {} : { sample }),
  }
}

function positive(text: string): number {
  const value = Number(text)
  if (/^\d{1,15}$/.test(text) && value > 0) return value
  throw new InvalidArgumentError('Give a whole number above 0.')
}
