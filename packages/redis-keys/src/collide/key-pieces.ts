import { escapeForPattern } from '../define/escape-for-pattern.ts'
import type { TemplatePart } from '../define/parse-template.ts'
import type { ColonAllowance } from '../define/segment.ts'
import { templatePieces } from '../define/template-pieces.ts'
import { automatonOfPattern } from './automaton-of-pattern.ts'
import { shortestCommonText } from './shortest-common-text.ts'

/** What stands between two colons of a template. */
export interface KeyPiece {
  readonly pattern: string
  /** The text, where the piece is fixed. */
  readonly literal: string | undefined
  /** Names of the parameters in it. */
  readonly parameters: readonly string[]
  /** How many raw colons its texts may hold, proven from the pattern and not taken from what the segment claims. */
  readonly colons: ColonAllowance
}

const known = new WeakMap<readonly TemplatePart[], readonly KeyPiece[]>()

/** The pieces of a template, in order; a text of the template is their texts joined by colons. */
export function keyPieces(parts: readonly TemplatePart[]): readonly KeyPiece[] {
  const before = known.get(parts)
  if (before !== undefined) return before
  const pieces = templatePieces(parts).map(pieceOf)
  known.set(parts, pieces)
  return pieces
}

function pieceOf(parts: readonly TemplatePart[]): KeyPiece {
  const pattern = parts
    .map((part) => (part.kind === 'literal' ? escapeForPattern(part.text) : `(?:${part.segment.pattern})`))
    .join('')
  const parameters = parts.flatMap((part) => (part.kind === 'parameter' ? [part.name] : []))
  const literal = parameters.length > 0 ? undefined : parts.map((part) => part.kind === 'literal' && part.text).join('')
  return { pattern, literal, parameters, colons: literal === undefined ? colonsOf(pattern) : 0 }
}

const provenColons = new Map<string, ColonAllowance>()

function colonsOf(pattern: string): ColonAllowance {
  const before = provenColons.get(pattern)
  if (before !== undefined) return before
  const reaches = (colons: number): boolean =>
    shortestCommonText(automatonOfPattern(pattern), automatonOfPattern(`[^:]*(?::[^:]*){${colons},}`)) !== undefined
  const colons = reaches(2) ? 'any' : reaches(1) ? 1 : 0
  provenColons.set(pattern, colons)
  return colons
}
