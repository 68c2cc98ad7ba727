import { compiledPieces, pieceReason, type CompiledPiece } from '../define/compiled-pieces.ts'
import type { MismatchReason } from '../define/parse-result.ts'
import type { TemplatePart } from '../define/parse-template.ts'

/** One piece of a template beside its text: it fits, or differs for a reason. */
export interface AlignedPiece {
  readonly piece: CompiledPiece
  readonly reason: MismatchReason | undefined
}

/**
 * Lays a text over a template of as many pieces, with as few pieces that differ as possible, whichever they are;
 * undefined when the lengths differ.
 */
export function alignTemplate(parts: readonly TemplatePart[], text: string): readonly AlignedPiece[] | undefined {
  const pieces = compiledPieces(parts)
  const texts = text.split(':')
  const allowed = pieces.reduce((sum, { colons }) => sum + Math.min(colons, texts.length), 0)
  if (texts.length < pieces.length || texts.length > pieces.length + allowed) return undefined
  return align(pieces, texts, 0, 0)
}

function align(
  pieces: readonly CompiledPiece[],
  texts: readonly string[],
  pieceAt: number,
  textAt: number,
): readonly AlignedPiece[] | undefined {
  const piece = pieces[pieceAt]
  if (piece === undefined) return textAt === texts.length ? [] : undefined
  const left = texts.length - textAt - (pieces.length - pieceAt - 1)
  let best: readonly AlignedPiece[] | undefined
  for (let length = 1; length <= Math.min(left, piece.colons + 1); length += 1) {
    const found = texts.slice(textAt, textAt + length).join(':')
    const rest = align(pieces, texts, pieceAt + 1, textAt + length)
    if (rest === undefined) continue
    const aligned = [{ piece, reason: piece.pattern.test(found) ? undefined : pieceReason(piece, found) }, ...rest]
    if (best === undefined || countDiffering(aligned) < countDiffering(best)) best = aligned
  }
  return best
}

function countDiffering(aligned: readonly AlignedPiece[]): number {
  return aligned.filter(({ reason }) => reason !== undefined).length
}
