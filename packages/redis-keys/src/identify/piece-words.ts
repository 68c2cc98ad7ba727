import { wordsOf } from '../define/compiled-pieces.ts'
import type { TemplatePart } from '../define/parse-template.ts'
import { colonsWithin, templatePieces } from '../define/template-pieces.ts'

/** Place of a piece between colons to the words that can stand there; a place that is missing takes any. */
export type PieceWords = ReadonlyMap<number, readonly string[]>

/**
 * What a template demands of texts with so many pieces between colons; undefined when none of its texts has so many.
 * Places are fixed from the left up to the first parameter that may hold a colon, and from the right back to the last one.
 */
export function pieceWords(parts: readonly TemplatePart[], length: number): PieceWords | undefined {
  const pieces = piecesOf(parts)
  const extra = length - pieces.length
  const allowed = pieces.reduce((sum, { colons }) => sum + colons, 0)
  if (extra < 0 || extra > allowed) return undefined
  const first = extra === 0 ? -1 : pieces.findIndex(({ colons }) => colons > 0)
  const last = extra === 0 ? -1 : pieces.findLastIndex(({ colons }) => colons > 0)
  return new Map(
    pieces.flatMap(({ words }, at) => {
      if (words === undefined || (first >= 0 && at >= first && at <= last)) return []
      return [[first >= 0 && at > last ? at + extra : at, words] as const]
    }),
  )
}

interface Piece {
  readonly words: readonly string[] | undefined
  readonly colons: number
}

function piecesOf(parts: readonly TemplatePart[]): readonly Piece[] {
  return templatePieces(parts).map((piece) => ({ words: wordsOf(piece), colons: colonsWithin(piece) }))
}
