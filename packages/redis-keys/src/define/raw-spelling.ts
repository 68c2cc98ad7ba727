import { unescapeText } from './escape-text.ts'

/**
 * The text that a program which escapes nothing writes for the same key; undefined where both spell it alike. In it a colon
 * of a name looks like a separator, so no family reads it.
 */
export function rawSpelling(key: string): string | undefined {
  // A percent sign in a name is escaped itself: a key holds one only where a segment escaped something.
  return key.includes('%') ? unescapeText(key) : undefined
}
