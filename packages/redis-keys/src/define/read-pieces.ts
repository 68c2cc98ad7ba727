import type { LooseParams } from './compile-template.ts'
import type { TemplatePart } from './parse-template.ts'
import type { Segment } from './segment.ts'
import { templatePieces } from './template-pieces.ts'

/** Reads the parameters of a text split at its colons; undefined when the template does not spell it. */
export type PieceReader = (pieces: readonly string[]) => LooseParams | undefined

interface Parameter {
  readonly at: number
  readonly name: string
  readonly segment: Segment<unknown>
}

interface Places {
  readonly literals: readonly { readonly at: number; readonly text: string }[]
  readonly parameters: readonly Parameter[]
  readonly count: number
}

/**
 * The reader of a template whose every piece between colons is a literal or one parameter, at most one of which may hold a
 * colon itself; undefined for other templates, which only a regular expression reads.
 */
export function pieceReader(parts: readonly TemplatePart[]): PieceReader | undefined {
  const places = placesOf(parts)
  if (places === undefined) return undefined
  const { literals, parameters, count } = places
  const [flexible, ...others] = parameters.filter(({ segment }) => segment.colons !== 0)
  if (flexible?.segment.colons === 'any' || others.length > 0) return undefined
  const joint = flexible?.at ?? count

  return (pieces) => {
    const extra = pieces.length - count
    if (extra !== 0 && (extra !== 1 || flexible === undefined)) return undefined
    // Literals first: most texts that are none of this template fail there, and nothing was read in vain.
    for (const { at, text } of literals) if (pieces[at > joint ? at + extra : at] !== text) return undefined
    const params: Record<string, unknown> = {}
    for (const { at, name, segment } of parameters) {
      const piece = pieces[at > joint ? at + extra : at] ?? ''
      const value = segment.decode(at === joint && extra === 1 ? `${piece}:${pieces[at + 1] ?? ''}` : piece)
      if (value === undefined) return undefined
      params[name] = value
    }
    return params
  }
}

function placesOf(parts: readonly TemplatePart[]): Places | undefined {
  const groups = templatePieces(parts)
  if (groups.some((group) => group.length !== 1)) return undefined
  const single = groups.flat().map((part, at) => ({ ...part, at }))
  return {
    literals: single.flatMap((part) => (part.kind === 'literal' ? [{ at: part.at, text: part.text }] : [])),
    parameters: single.flatMap((part) =>
      part.kind === 'parameter' ? [{ at: part.at, name: part.name, segment: part.segment }] : [],
    ),
    count: groups.length,
  }
}
