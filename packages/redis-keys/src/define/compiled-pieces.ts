import { escapeForPattern } from './escape-for-pattern.ts'
import { unescapeText } from './escape-text.ts'
import type { MismatchReason } from './parse-result.ts'
import type { TemplatePart } from './parse-template.ts'
import { colonsWithin, templatePieces } from './template-pieces.ts'

/** The parts of a template between two of its colons, with the pattern of their texts. */
export interface CompiledPiece {
  readonly parts: readonly TemplatePart[]
  readonly pattern: RegExp
  /** How many raw colons a text of the piece may hold. */
  readonly colons: number
  /** Every text of the piece where the template lists them: a literal, or the words of a segment. */
  readonly words: readonly string[] | undefined
}

const known = new WeakMap<readonly TemplatePart[], readonly CompiledPiece[]>()

/** The pieces of a template, compiled once for each template. */
export function compiledPieces(parts: readonly TemplatePart[]): readonly CompiledPiece[] {
  const compiled = known.get(parts)
  if (compiled !== undefined) return compiled
  const pieces = templatePieces(parts).map((group) => ({
    parts: group,
    pattern: anchoredPattern(group),
    colons: colonsWithin(group),
    words: wordsOf(group),
  }))
  known.set(parts, pieces)
  return pieces
}

/** The regular expression of a run of template parts, not anchored; each parameter is a capturing group. */
export function patternOf(parts: readonly TemplatePart[]): string {
  return parts
    .map((part) => (part.kind === 'literal' ? escapeForPattern(part.text) : `(${part.segment.pattern})`))
    .join('')
}

/** The same, of a whole text. */
export function anchoredPattern(parts: readonly TemplatePart[]): RegExp {
  return new RegExp(`^${patternOf(parts)}$`, 'u')
}

/** A piece as its template spells it. */
export function pieceText(parts: readonly TemplatePart[]): string {
  return parts.map((part) => (part.kind === 'literal' ? part.text : `<${part.name}>`)).join('')
}

/** Why a text is none of the piece. */
export function pieceReason({ parts }: CompiledPiece, found: string): MismatchReason {
  const [only] = parts
  if (parts.length === 1 && only?.kind === 'parameter') {
    const canonical = only.segment.encode(unescapeText(found))
    return canonical === undefined || canonical === found
      ? { kind: 'segment', segment: only.name, found, accepts: only.segment.accepts }
      : { kind: 'not-canonical', segment: only.name, found, canonical }
  }
  return { kind: 'literal', expected: pieceText(parts), found }
}

/** The texts that one part may be, where they are listed; undefined for several parts. */
export function wordsOf([part, ...others]: readonly TemplatePart[]): readonly string[] | undefined {
  if (part === undefined || others.length > 0) return undefined
  return part.kind === 'literal' ? [part.text] : part.segment.words
}
