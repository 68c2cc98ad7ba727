/** Every command that an audit sends once it is logged in: each only reads. */
export const readCommands = [
  'DBSIZE',
  'EXISTS',
  'GET',
  'HGETALL',
  'INFO',
  'LRANGE',
  'MEMORY',
  'PTTL',
  'SCAN',
  'SISMEMBER',
  'SMEMBERS',
  'SSCAN',
  'TYPE',
  'ZRANGE',
  'ZSCAN',
  'ZSCORE',
] as const

/** A command with its arguments; one that could write does not compile. */
export type ReadLine = readonly [command: (typeof readCommands)[number], ...args: (string | Buffer)[]]
