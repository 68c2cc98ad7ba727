// The five expressions of the validator of the original system, as its fact sheet describes them: digits for a user, five
// exchanges, symbols without a colon; the first that matches names the key.
const exchange = '(?:okx|binance|bitget|upbit|bybit)'
const patterns: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['position_cache', new RegExp(`^position:\\d+:${exchange}:[^:]+:(?:long|short)$`)],
  ['positions', new RegExp(`^${exchange}:positions:\\d+(?::[^:]+)?$`)],
  ['user', new RegExp(`^${exchange}:user:\\d+(?::.+)?$`)],
  ['orders', new RegExp(`^orders:${exchange}:user:\\d+:symbol:[^:]+:(?:orders|order_placed|order_placed_index)$`)],
  ['settings', /^user:\d+:(?:settings|api:keys|trading:status|position:.+)$/],
]

/** What the original's validator calls a key; undefined when none of its expressions fits. */
export function validateAsOriginal(key: string): string | undefined {
  for (const [name, pattern] of patterns) if (pattern.test(key)) return name
  return undefined
}
