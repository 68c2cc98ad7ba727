import { escapeForPattern } from '../define/escape-for-pattern.ts'
import type { AnyKeyFamily } from '../define/key-family.ts'
import type { TemplatePart } from '../define/parse-template.ts'
import type { Segment } from '../define/segment.ts'

/** A piece of a Redis glob: text, any text, or one byte that is no colon. */
type GlobToken =
  | { readonly kind: 'character'; readonly text: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'no-colon' }

/** A Redis glob as its pieces, so that globs can be compared. */
export type GlobPattern = readonly GlobToken[]

/**
 * The globs that together match every key of a family and as little else as Redis globs can say: a closed list at the
 * start of a template becomes one glob a word, a last parameter of limited length one glob a length.
 */
export function globPatterns(family: Pick<AnyKeyFamily, 'parts'>): readonly GlobPattern[] {
  const last = family.parts.length - 1
  return family.parts.reduce<readonly GlobPattern[]>(
    (patterns, part, index) => {
      const choices = choicesOf(part, index === 0, index === last)
      return patterns.flatMap((pattern) => choices.map((choice) => [...pattern, ...choice]))
    },
    [[]],
  )
}

/** The glob as Redis reads it. */
export function formatGlob(pattern: GlobPattern): string {
  return pattern.map(formatToken).join('')
}

/** A regular expression of the texts that the glob matches. */
export function globRegularExpression(pattern: GlobPattern): string {
  return pattern
    .map((token) => {
      if (token.kind === 'character') return escapeForPattern(token.text)
      return token.kind === 'any' ? '.*' : '[^:]'
    })
    .join('')
}

/** The globs without those that another one covers. */
export function withoutCovered(patterns: readonly GlobPattern[]): readonly GlobPattern[] {
  const distinct = [...new Map(patterns.map((pattern) => [formatGlob(pattern), pattern])).values()]
  return distinct.filter((pattern) => !distinct.some((other) => other !== pattern && covers(other, pattern)))
}

/** Whether every text of `narrow` is one of `wide`; never says yes when it is not so. */
export function covers(wide: GlobPattern, narrow: GlobPattern): boolean {
  // A row of the table holds which pieces of `narrow` are read when the pieces of `wide` so far are.
  let reached = new Set([0])
  for (const token of wide) {
    const next = new Set<number>()
    for (const at of reached) {
      if (token.kind === 'any') for (let to = at; to <= narrow.length; to += 1) next.add(to)
      else if (takes(token, narrow[at])) next.add(at + 1)
    }
    reached = next
  }
  return reached.has(narrow.length)
}

function takes(token: GlobToken, found: GlobToken | undefined): boolean {
  if (found === undefined || found.kind === 'any') return false
  if (token.kind === 'no-colon') return found.kind === 'no-colon' || found.text !== ':'
  return found.kind === 'character' && token.kind === 'character' && found.text === token.text
}

function choicesOf(part: TemplatePart, isFirst: boolean, isLast: boolean): readonly GlobPattern[] {
  if (part.kind === 'literal') return [charactersOf(part.text)]
  const { words, longest } = part.segment
  if (isFirst && words !== undefined) return words.map(charactersOf)
  if (isLast && longest !== undefined) return lengthsOf(part.segment, longest)
  return [[{ kind: 'any' }]]
}

function lengthsOf(segment: Segment<unknown>, longest: number): readonly GlobPattern[] {
  if (segment.colons !== 0) return [[{ kind: 'any' }]]
  return Array.from({ length: longest }, (_, index) =>
    Array.from({ length: index + 1 }, (): GlobToken => ({ kind: 'no-colon' })),
  )
}

function charactersOf(text: string): GlobPattern {
  return Array.from(text, (character) => ({ kind: 'character', text: character }))
}

function formatToken(token: GlobToken): string {
  if (token.kind === 'any') return '*'
  return token.kind === 'no-colon' ? '[^:]' : token.text.replace(/[*?[\]\\]/g, String.raw`\$&`)
}
