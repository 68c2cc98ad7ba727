import { escapeForPattern } from '../define/escape-for-pattern.ts'
import { automatonOfPattern } from './automaton-of-pattern.ts'
import { commonPiece } from './common-key.ts'
import type { AnyFamily } from './find-collisions.ts'
import { keyPieces, type KeyPiece } from './key-pieces.ts'
import { shortestCommonText } from './shortest-common-text.ts'

/** A family whose SCAN or PSUBSCRIBE glob also returns names of another family, because `*` crosses colons. */
export interface GlobShadow {
  readonly family: AnyFamily
  readonly shadowed: AnyFamily
  /** A shortest name of the shadowed family that the glob returns. */
  readonly witness: string
}

/**
 * Every pair where the glob of one of `scanned` returns a name of another of `families`, with a witness. It is no fault
 * of the catalogue: it says where `parse` has to decide after a SCAN, and where an ACL pattern grants more than its
 * family. Keys and channels have globs of their own and never meet.
 */
export function findGlobShadowing(
  families: readonly AnyFamily[],
  scanned: readonly AnyFamily[] = families,
): readonly GlobShadow[] {
  return scanned.flatMap((family) => {
    const words = wordsOf(family)
    return families.flatMap((shadowed) => {
      if (shadowed === family || shadowed.kind !== family.kind || !mayHold(shadowed, words)) return []
      const witness = shortestCommonText(automatonOfPattern(globPattern(family)), automatonOfPattern(pattern(shadowed)))
      return witness === undefined ? [] : [{ family, shadowed, witness }]
    })
  })
}

/** A shadow as a sentence. */
export function describeGlobShadow({ family, shadowed, witness }: GlobShadow): string {
  return `the glob ${family.glob} of ${family.name} also returns ${JSON.stringify(witness)} of ${shadowed.name}`
}

function globPattern({ parts }: AnyFamily): string {
  return parts.map((part) => (part.kind === 'literal' ? escapeForPattern(part.text) : '.*')).join('')
}

function pattern({ parts }: AnyFamily): string {
  return keyPieces(parts)
    .map((piece) => piece.pattern)
    .join(':')
}

/** The fixed words of a glob that fill the space between two colons, or between a colon and an end, in order. */
interface Words {
  readonly inOrder: readonly KeyPiece[]
  /** How many of them stand before the first star. */
  readonly leading: number
}

function wordsOf({ parts }: AnyFamily): Words {
  const pieces = keyPieces(parts)
  const firstStar = pieces.findIndex(({ literal }) => literal === undefined)
  return {
    inOrder: pieces.filter(({ literal }) => literal !== undefined),
    leading: firstStar < 0 ? pieces.length : firstStar,
  }
}

// A cheap necessary condition, so that the automata are asked only where every word of the glob finds a place in order.
function mayHold({ parts }: AnyFamily, { inOrder, leading }: Words): boolean {
  const pieces = keyPieces(parts)
  let next = 0
  for (const [index, word] of inOrder.entries()) {
    const place = pieces.findIndex((piece, at) => at >= next && mayBe(piece, word))
    const found = pieces[place]
    if (found === undefined) return false
    const isAnchored = index < leading && pieces.slice(0, index + 1).every(({ colons }) => colons === 0)
    if (isAnchored && place !== index) return false
    next = found.colons === 0 ? place + 1 : place
  }
  return true
}

function mayBe(piece: KeyPiece, word: KeyPiece): boolean {
  return piece.colons !== 0 || commonPiece(word, piece) !== undefined
}
