import type { AnyKeyFamily } from '../define/key-family.ts'
import { pieceWords, type PieceWords } from './piece-words.ts'

/** Finds the few families that a key text can belong to at all. */
export interface FamilyIndex {
  /** In the order in which the families were given; the text comes split at its colons. */
  readonly candidates: (pieces: readonly string[]) => readonly AnyKeyFamily[]
}

const none: readonly AnyKeyFamily[] = []
const indexes = new WeakMap<readonly AnyKeyFamily[], FamilyIndex>()

/** The index over these families, made once for each list of them. */
export function familyIndex(families: readonly AnyKeyFamily[]): FamilyIndex {
  const known = indexes.get(families)
  if (known !== undefined) return known
  const index = buildIndex(families)
  indexes.set(families, index)
  return index
}

/** What stands where in a key of one family that has so many pieces. */
interface Form {
  readonly family: AnyKeyFamily
  readonly order: number
  readonly words: PieceWords
}

/** Asks one place of the key; families that any word fits there are under every word. */
interface Node {
  readonly place: number
  readonly byWord: ReadonlyMap<string, Found>
  readonly otherwise: Found
}

type Found = Node | readonly AnyKeyFamily[]

const isNode = (found: Found): found is Node => 'byWord' in found

function buildIndex(families: readonly AnyKeyFamily[]): FamilyIndex {
  const byLength = new Map<number, Found>()
  return {
    candidates: (pieces) => {
      let found = byLength.get(pieces.length)
      if (found === undefined) {
        found = branch(formsOfLength(families, pieces.length), new Set())
        // Foreign names may hold any number of colons: beyond what ours have, nothing is gained by remembering.
        if (pieces.length <= longest) byLength.set(pieces.length, found)
      }
      while (isNode(found)) found = found.byWord.get(pieces[found.place] ?? '') ?? found.otherwise
      return found
    },
  }
}

const longest = 32

function formsOfLength(families: readonly AnyKeyFamily[], length: number): readonly Form[] {
  return families.flatMap((family, order) => {
    const words = pieceWords(family.parts, length)
    return words === undefined ? [] : [{ family, order, words }]
  })
}

function branch(forms: readonly Form[], asked: ReadonlySet<number>): Found {
  if (forms.length === 0) return none
  const place = forms.length === 1 ? undefined : mostTelling(forms, asked)
  if (place === undefined) return forms.toSorted((a, b) => a.order - b.order).map(({ family }) => family)
  const open = forms.filter(({ words }) => words.get(place) === undefined)
  const words = new Set(forms.flatMap((form) => form.words.get(place) ?? []))
  const next = new Set([...asked, place])
  return {
    place,
    byWord: new Map(
      [...words].map((word) => [
        word,
        branch([...forms.filter((form) => form.words.get(place)?.includes(word) === true), ...open], next),
      ]),
    ),
    otherwise: branch(open, next),
  }
}

/** The place at which the most families want certain words; undefined when none is left that tells any apart. */
function mostTelling(forms: readonly Form[], asked: ReadonlySet<number>): number | undefined {
  const counts = new Map<number, number>()
  for (const { words } of forms) {
    for (const place of words.keys()) {
      if (!asked.has(place)) counts.set(place, (counts.get(place) ?? 0) + 1)
    }
  }
  const [best] = [...counts].toSorted(([a, most], [b, more]) => more - most || a - b)
  return best?.[0]
}
