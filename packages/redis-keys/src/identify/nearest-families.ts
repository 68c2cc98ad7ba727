import { explainMismatch } from '../define/explain-mismatch.ts'
import type { AnyKeyFamily } from '../define/key-family.ts'
import type { MismatchReason } from '../define/parse-result.ts'
import { alignTemplate, type AlignedPiece } from './align-template.ts'
import { likeness } from './likeness.ts'

/** A family that a key does not belong to, and in which segments it differs. */
export interface NearFamily {
  readonly family: AnyKeyFamily
  /** From left to right, at least one. */
  readonly reasons: readonly MismatchReason[]
}

interface Nearness {
  readonly nearness: number
  readonly reasons: readonly MismatchReason[]
}

const shown = 3
const misspelling = 0.6
/** A value that its segment refuses is a likelier fault than another literal. */
const refusedValue = 0.3
/** What a parameter of any value adds behind the first difference, where a word adds 1. */
const anyValue = 0.5
const inCapitals = 0.95
/** A key that ends too early or too late follows a template less than one with a misspelt word. */
const otherLength = -0.25

/**
 * The families that a key resembles most, active ones first among equals: those that it follows the farthest from the
 * left, and those that it equals but for a few segments, the first one included.
 */
export function nearestFamilies(text: string, families: readonly AnyKeyFamily[]): readonly NearFamily[] {
  return families
    .map((family) => ({ family, ...nearnessOf(family, text), rank: family.status === 'active' ? 0 : 1 }))
    .filter(({ nearness }) => nearness >= misspelling)
    .toSorted((a, b) => b.nearness - a.nearness || a.rank - b.rank)
    .slice(0, shown)
    .map(({ family, reasons }) => ({ family, reasons }))
}

function nearnessOf({ parts }: AnyKeyFamily, text: string): Nearness {
  const { matched, reason } = explainMismatch(parts, text)
  const fromLeft = { nearness: matched + closeness(reason, undefined), reasons: [reason] }
  const aligned = alignTemplate(parts, text)
  const overall = aligned === undefined ? undefined : alignedNearness(aligned)
  return overall === undefined || overall.nearness < fromLeft.nearness ? fromLeft : overall
}

/** Undefined where nothing differs, or where the segments that differ outweigh the words that the key shares. */
function alignedNearness(aligned: readonly AlignedPiece[]): Nearness | undefined {
  const reasons = aligned.flatMap(({ reason }) => (reason === undefined ? [] : [reason]))
  if (reasons.length === 0) return undefined
  let [nearness, shared, far] = [0, 0, 0]
  let isBehind = false
  for (const { piece, reason } of aligned) {
    const close = reason === undefined ? 1 : closeness(reason, piece.words)
    const isWord = piece.words !== undefined
    if (isWord && close >= misspelling) shared += 1
    else if (reason !== undefined) far += 1
    nearness += isBehind && !isWord && reason === undefined ? anyValue : close
    isBehind ||= reason !== undefined
  }
  return far <= shared && far * 2 < aligned.length ? { nearness, reasons } : undefined
}

function closeness(reason: MismatchReason, words: readonly string[] | undefined): number {
  if (reason.kind === 'literal') return wordCloseness(reason.found, [reason.expected])
  if (reason.kind === 'segment') return Math.max(refusedValue, wordCloseness(reason.found, words ?? []))
  return reason.kind === 'too-short' || reason.kind === 'too-long' ? otherLength : 0
}

/** How alike a text is to the likest of some words, 0 below what is a misspelling. */
function wordCloseness(found: string, words: readonly string[]): number {
  const closest = words.reduce((most, word) => {
    const lowered = found.toLowerCase()
    const alike = word.toLowerCase() === lowered ? inCapitals : likeness(word, found)
    return Math.max(most, alike)
  }, 0)
  return closest >= misspelling ? closest : 0
}
