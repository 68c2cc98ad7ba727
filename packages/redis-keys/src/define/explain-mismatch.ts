import { anchoredPattern, compiledPieces, pieceReason, pieceText } from './compiled-pieces.ts'
import { unescapeText } from './escape-text.ts'
import type { MismatchReason } from './parse-result.ts'
import type { TemplatePart } from './parse-template.ts'

/** How far a text follows a template, in pieces between colons, and why it goes no further. */
export interface Mismatch {
  readonly matched: number
  readonly reason: MismatchReason
}

/** Walks a text that the template refuses and finds the farthest place where the two part. */
export function explainMismatch(parts: readonly TemplatePart[], text: string): Mismatch {
  const pieces = compiledPieces(parts)
  const texts = text.split(':')
  let farthest: (Mismatch & { readonly textIndex: number }) | undefined
  const note = (matched: number, textIndex: number, reason: MismatchReason): void => {
    const farther = farthest === undefined || matched > farthest.matched
    if (farther || (matched === farthest?.matched && textIndex > farthest.textIndex))
      farthest = { matched, textIndex, reason }
  }
  const walk = (pieceIndex: number, textIndex: number): void => {
    const piece = pieces[pieceIndex]
    const found = texts[textIndex]
    if (piece === undefined) {
      if (found !== undefined)
        note(pieceIndex, textIndex, { kind: 'too-long', found: texts.slice(textIndex).join(':') })
      return
    }
    if (found === undefined) {
      note(pieceIndex, textIndex, { kind: 'too-short', expected: pieceText(piece.parts) })
      return
    }
    const longest = Math.min(texts.length - textIndex, piece.colons + 1)
    let taken = false
    for (let length = 1; length <= longest; length += 1) {
      const candidate = texts.slice(textIndex, textIndex + length).join(':')
      if (!piece.pattern.test(candidate)) continue
      taken = true
      walk(pieceIndex + 1, textIndex + length)
    }
    if (!taken) note(pieceIndex, textIndex, pieceReason(piece, found))
  }
  walk(0, 0)
  return farthest ?? { matched: pieces.length, reason: canonicalReason(parts, text) }
}

// Every piece fits its pattern, so some value is spelled in a way that its segment does not write.
function canonicalReason(parts: readonly TemplatePart[], text: string): MismatchReason {
  const groups = anchoredPattern(parts).exec(text)?.slice(1) ?? []
  const parameters = parts.filter((part) => part.kind === 'parameter')
  for (const [index, { name, segment }] of parameters.entries()) {
    const found = groups[index] ?? ''
    if (segment.decode(found) !== undefined) continue
    return { kind: 'not-canonical', segment: name, found, canonical: segment.encode(unescapeText(found)) }
  }
  return { kind: 'literal', expected: pieceText(parts), found: text }
}
