import { escapedCharacter, escapeText, rawClass, unescapeText } from './escape-text.ts'
import type { Segment } from './segment.ts'

/** Any non-empty text; what would break a key is percent-encoded. A number is refused: it may have lost digits. */
export function textSegment(accepts: string, examples: Segment<string>['examples']): Segment<string> {
  return {
    pattern: `(?:${rawClass()}|${escapedCharacter})+`,
    colons: 0,
    accepts,
    examples,
    encode: (value) => (typeof value === 'string' && value !== '' ? escapeText(value) : undefined),
    decode: decodeEscaped,
  }
}

/** Text as a foreign system spells it, colons and all; nothing is escaped, so it belongs at the end of a template. */
export function foreignSegment(accepts: string, examples: Segment<string>['examples']): Segment<string> {
  const wellFormed = (value: unknown): string | undefined =>
    typeof value === 'string' && value !== '' && value.isWellFormed() ? value : undefined
  return {
    pattern: String.raw`[^\ud800-\udfff]+`,
    colons: 'any',
    accepts,
    examples,
    encode: wellFormed,
    decode: wellFormed,
  }
}

/** Text of exactly this pattern; the pattern must admit nothing that breaks a key. */
export function patternSegment(
  pattern: string,
  accepts: string,
  examples: Segment<string>['examples'],
): Segment<string> {
  const whole = new RegExp(`^(?:${pattern})$`, 'u')
  const matching = (value: unknown): string | undefined =>
    typeof value === 'string' && whole.test(value) ? value : undefined
  return { pattern, colons: 0, accepts, examples, encode: matching, decode: matching }
}

function decodeEscaped(text: string): string | undefined {
  if (text === '') return undefined
  // Most texts hide nothing: what escaping leaves alone is what it would write.
  if (escapeText(text) === text) return text
  const value = unescapeText(text)
  return value !== undefined && escapeText(value) === text ? value : undefined
}
