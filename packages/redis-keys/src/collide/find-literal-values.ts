import { commonPiece } from './common-key.ts'
import type { AnyFamily } from './find-collisions.ts'
import { keyPieces, type KeyPiece } from './key-pieces.ts'

/** A fixed word of one template that another template, alike up to there, takes for a value: `index` as a userId. */
export interface LiteralValue {
  readonly literal: string
  /** The family that spells the word. */
  readonly family: AnyFamily
  /** The family whose parameter accepts it. */
  readonly other: AnyFamily
  readonly parameter: string
}

/**
 * Every fixed word that stands where another family, alike before it, has a parameter whose segment accepts that word.
 * The two may still be disjoint further on; a program that takes pieces of a key by number mistakes one for the other.
 */
export function findLiteralValues(families: readonly AnyFamily[]): readonly LiteralValue[] {
  return families.flatMap((family) =>
    families.flatMap((other) => (other === family ? [] : wordsTakenForValues(family, other))),
  )
}

/** A literal value as a sentence. */
export function describeLiteralValue({ literal, family, other, parameter }: LiteralValue): string {
  return `"${literal}" of ${family.name} ("${family.template}") is a <${parameter}> to ${other.name} ("${other.template}")`
}

function wordsTakenForValues(family: AnyFamily, other: AnyFamily): readonly LiteralValue[] {
  const pieces = keyPieces(family.parts)
  const others = keyPieces(other.parts)
  for (const [index, piece] of pieces.entries()) {
    const facing = others[index]
    if (facing === undefined || commonPiece(piece, facing) === undefined) return []
    const parameter = soleParameter(facing)
    if (piece.literal !== undefined && parameter !== undefined) {
      return [{ literal: piece.literal, family, other, parameter }]
    }
    if (piece.colons !== 0 || facing.colons !== 0) return []
  }
  return []
}

function soleParameter({ literal, parameters }: KeyPiece): string | undefined {
  return literal === undefined && parameters.length === 1 ? parameters[0] : undefined
}
