const mostKeys = 3

/**
 * What a span says of a Redis command: its name and its first keys, never a value. Of a script the digest and the keys,
 * where the community's own form would tell all arguments, and with them positions and settings.
 */
export function describeCommand(name: string, args: readonly unknown[]): string {
  const isScript = /^eval(sha)?$/i.test(name)
  const keys = isScript
    ? args.slice(2, 2 + Number(args[1]))
    : /^(mget|del|exists)$/i.test(name)
      ? args
      : args.slice(0, 1)
  const digest = /^evalsha$/i.test(name) ? [String(args[0])] : []
  const more = keys.length > mostKeys ? [`and ${keys.length - mostKeys} more`] : []
  return [name, ...digest, ...keys.slice(0, mostKeys).map(textOf), ...more].join(' ')
}

const textOf = (key: unknown): string => (Buffer.isBuffer(key) ? key.toString() : String(key))
