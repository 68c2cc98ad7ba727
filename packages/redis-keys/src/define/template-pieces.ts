import type { TemplatePart } from './parse-template.ts'

/** The parts of a template in groups, one for each piece between two of its colons; no literal holds a colon. */
export function templatePieces(parts: readonly TemplatePart[]): readonly (readonly TemplatePart[])[] {
  const pieces: TemplatePart[][] = [[]]
  for (const part of parts) {
    if (part.kind === 'parameter') {
      pieces.at(-1)?.push(part)
      continue
    }
    for (const [index, text] of part.text.split(':').entries()) {
      if (index > 0) pieces.push([])
      if (text !== '') pieces.at(-1)?.push({ kind: 'literal', text })
    }
  }
  return pieces
}

/** How many raw colons the texts of one piece may hold, as its segments say. */
export function colonsWithin(piece: readonly TemplatePart[]): number {
  return piece.reduce((sum, part) => {
    if (part.kind === 'literal') return sum
    return sum + (part.segment.colons === 'any' ? Number.POSITIVE_INFINITY : part.segment.colons)
  }, 0)
}
