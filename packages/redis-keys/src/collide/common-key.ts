import { escapeForPattern } from '../define/escape-for-pattern.ts'
import type { TemplatePart } from '../define/parse-template.ts'
import { automatonOfPattern } from './automaton-of-pattern.ts'
import { keyPieces, type KeyPiece } from './key-pieces.ts'
import { shortestCommonText } from './shortest-common-text.ts'

/** A template with its segments, as far as the spelling of its texts goes. */
export interface Spelling {
  readonly parts: readonly TemplatePart[]
}

/**
 * A shortest text that both templates can produce; undefined is the proof that there is none.
 *
 * Pieces that hold no colon stand at fixed places from either end and are compared one by one; only templates with a
 * segment that may hold colons, and equal as far as its place, need the automaton of the whole.
 */
export function commonKey(first: Spelling, second: Spelling): string | undefined {
  const a = keyPieces(first.parts)
  const b = keyPieces(second.parts)
  if (a.length + colonsIn(a) < b.length || b.length + colonsIn(b) < a.length) return undefined
  const shared = agreement(a, b)
  if (shared === undefined) return undefined
  if (shared.length === a.length && shared.length === b.length) return shared.join(':')
  if (agreement(a.toReversed(), b.toReversed()) === undefined) return undefined
  return shortestCommonText(automatonOfPattern(wholePattern(a)), automatonOfPattern(wholePattern(b)))
}

const knownPieces = new Map<string, string | undefined>()

/** A shortest text that both pieces can produce. */
export function commonPiece(a: KeyPiece, b: KeyPiece): string | undefined {
  if (a.literal !== undefined && b.literal !== undefined) return a.literal === b.literal ? a.literal : undefined
  const pair = `${a.pattern}\n${b.pattern}`
  if (knownPieces.has(pair)) return knownPieces.get(pair)
  const common = shortestCommonText(automatonOfPattern(a.pattern), automatonOfPattern(b.pattern))
  knownPieces.set(pair, common)
  return common
}

/** Common texts of the leading pieces, as far as neither side may hold a colon; undefined when a place has none. */
function agreement(a: readonly KeyPiece[], b: readonly KeyPiece[]): readonly string[] | undefined {
  const texts: string[] = []
  for (const [index, piece] of a.entries()) {
    const other = b[index]
    if (other === undefined || piece.colons !== 0 || other.colons !== 0) break
    const text = commonPiece(piece, other)
    if (text === undefined) return undefined
    texts.push(text)
  }
  return texts
}

function colonsIn(pieces: readonly KeyPiece[]): number {
  return pieces.reduce((sum, { colons }) => sum + (colons === 'any' ? Number.POSITIVE_INFINITY : colons), 0)
}

function wholePattern(pieces: readonly KeyPiece[]): string {
  return pieces.map(({ pattern }) => pattern).join(escapeForPattern(':'))
}
