import type { AnyKeyFamily } from '../define/key-family.ts'

/** One key of a family, of the first example of each segment. */
export function exampleKey(family: Pick<AnyKeyFamily, 'parts' | 'buildChecked'>): string {
  const params = family.parts.flatMap((part) =>
    part.kind === 'literal' ? [] : [[part.name, part.segment.examples[0]] as const],
  )
  return family.buildChecked(Object.fromEntries(params))
}

/** The redis-cli line that shows what stands under a key of that type. */
export function readCommand(type: AnyKeyFamily['type'], key: string): string {
  const [command, ...options] = {
    string: ['GET'],
    hash: ['HGETALL'],
    set: ['SMEMBERS'],
    zset: ['ZRANGE', '0 -1 WITHSCORES'],
    list: ['LRANGE', '0 -1'],
  }[type]
  return ['redis-cli', command, quoteForShell(key), ...options].join(' ')
}

const control = /\p{Cc}/u

/** The text, as JSON spells it where it holds control characters. */
export function printable(text: string): string {
  return control.test(text) ? JSON.stringify(text) : text
}

/** The text as one word of a POSIX shell; control characters as Bash's `$'...'` spells them. */
function quoteForShell(text: string): string {
  if (!control.test(text)) return `'${text.replaceAll("'", String.raw`'\''`)}'`
  const escaped = text.replace(/[\p{Cc}'\\]/gu, (character) => {
    return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`
  })
  return `$'${escaped}'`
}
