import type { Rule } from './rule.ts'
import { noAmbientTimeOrChance } from './rules/no-ambient-time-or-chance.ts'
import { noIoredisImport } from './rules/no-ioredis-import.ts'
import { noKeysCommand } from './rules/no-keys-command.ts'
import { noRawRedisKeys } from './rules/no-raw-redis-keys.ts'
import { totalTransform } from './rules/total-transform.ts'

const plugin: { readonly meta: { readonly name: string }; readonly rules: Readonly<Record<string, Rule>> } = {
  meta: { name: 'tradingboost' },
  rules: {
    'no-ambient-time-or-chance': noAmbientTimeOrChance,
    'no-ioredis-import': noIoredisImport,
    'no-keys-command': noKeysCommand,
    'no-raw-redis-keys': noRawRedisKeys,
    'total-transform': totalTransform,
  },
}

/** What .oxlintrc.json loads; oxlint asks for a default export. */
export default plugin
