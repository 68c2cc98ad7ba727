import { escapeForPattern } from './escape-for-pattern.ts'
import type { Segment } from './segment.ts'

/** One of a closed list of words. */
export function oneOfSegment<const Word extends string>(words: readonly [Word, ...Word[]]): Segment<Word> {
  const known = new Map<unknown, Word>(words.map((word) => [word, word]))
  return {
    pattern: `(?:${words.map(escapeForPattern).join('|')})`,
    colons: 0,
    accepts: words.length === 1 ? words[0] : `one of ${words.join(', ')}`,
    examples: words,
    words,
    encode: (value) => known.get(value),
    decode: (text) => known.get(text),
  }
}
