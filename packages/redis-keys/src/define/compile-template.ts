import { compileBuild, compileBuildEach, type Slot } from './compile-build.ts'
import { patternOf } from './compiled-pieces.ts'
import { explainMismatch } from './explain-mismatch.ts'
import { KeyBuildError } from './key-build-error.ts'
import type { ParseResult } from './parse-result.ts'
import { parseTemplate, type TemplatePart } from './parse-template.ts'
import { pieceReader } from './read-pieces.ts'
import type { Segment, SegmentTable } from './segment.ts'

/** Values by parameter name, as yet unchecked. */
export type LooseParams = Readonly<Record<string, unknown>>

/** A template with its segments: it writes, reads and searches one form of text. */
export interface CompiledTemplate<Params extends LooseParams = LooseParams> {
  readonly template: string
  readonly parts: readonly TemplatePart[]
  /** Parameter names in the order in which they stand. */
  readonly parameters: readonly string[]
  /** Anchored regular expression (flag u) of every text that `build` writes; each parameter is a group. */
  readonly pattern: string
  readonly build: (params: LooseParams) => string
  /** Builds one text for each value of one parameter, in their order. */
  readonly buildEach: (name: string, values: readonly unknown[], others: LooseParams) => readonly string[]
  /** Refuses missing and unknown parameters, then builds. */
  readonly buildChecked: (params: LooseParams) => string
  readonly parse: (key: string | Uint8Array) => ParseResult<Params>
  /** The parameters or undefined: `parse` without the trouble of finding a reason. */
  readonly read: (text: string) => Params | undefined
  /** `read` for a text that is split at its colons already. */
  readonly readPieces: (pieces: readonly string[], text: string) => Params | undefined
  readonly match: (params: LooseParams) => string
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The text of a key's bytes; undefined when they are not UTF-8. */
export function decodeKey(key: string | Uint8Array): string | undefined {
  if (typeof key === 'string') return key
  try {
    return utf8.decode(key)
  } catch {
    return undefined
  }
}

/** @throws TypeError when the template is malformed or names a segment that the table lacks. */
export function compileTemplate<Params extends LooseParams = LooseParams>(
  template: string,
  table: SegmentTable,
): CompiledTemplate<Params> {
  const parts = parseTemplate(template, table)
  const head = parts[0]?.kind === 'literal' ? parts[0].text : ''
  const slots = slotsOf(parts)
  const known = new Set(slots.map(({ name }) => name))
  const pattern = `^${patternOf(parts)}$`
  const whole = new RegExp(pattern, 'u')

  const build = compileBuild(template, head, slots)

  const refuseUnknown = (params: LooseParams): void => {
    for (const name of Object.keys(params)) {
      if (!known.has(name)) throw new KeyBuildError(template, name, undefined, params[name])
    }
  }

  const readWhole = (text: string): LooseParams | undefined => {
    const groups = whole.exec(text)
    if (groups === null) return undefined
    const params: Record<string, unknown> = {}
    for (const [index, { name, segment }] of slots.entries()) {
      const value = segment.decode(groups[index + 1] ?? '')
      if (value === undefined) return undefined
      params[name] = value
    }
    return params
  }
  const readSplit = pieceReader(parts)
  // The segments of the table decided both the type and the values.
  const readPieces = (pieces: readonly string[], text: string): Params | undefined =>
    (readSplit === undefined ? readWhole(text) : readSplit(pieces)) as Params | undefined
  const read = (text: string): Params | undefined => readPieces(text.split(':'), text)

  return {
    template,
    parts,
    parameters: slots.map(({ name }) => name),
    pattern,
    build,
    buildEach: compileBuildEach(template, head, slots),
    buildChecked: (params) => {
      refuseUnknown(params)
      return build(params)
    },
    read,
    readPieces,
    parse: (key) => {
      const text = decodeKey(key)
      if (text === undefined) return { kind: 'no', reason: { kind: 'not-utf8' } }
      const params = read(text)
      return params === undefined ? { kind: 'no', reason: explainMismatch(parts, text).reason } : { kind: 'ok', params }
    },
    match: (params) => {
      refuseUnknown(params)
      let glob = escapeGlob(head)
      for (const { name, segment, after } of slots) {
        glob += globOf(template, name, segment, params[name]) + escapeGlob(after)
      }
      return glob
    },
  }
}

function slotsOf(parts: readonly TemplatePart[]): readonly Slot[] {
  return parts.flatMap((part, index) => {
    if (part.kind === 'literal') return []
    const next = parts[index + 1]
    return [{ name: part.name, segment: part.segment, after: next?.kind === 'literal' ? next.text : '' }]
  })
}

function globOf(template: string, name: string, segment: Segment<unknown>, value: unknown): string {
  if (value === undefined) return '*'
  const text = segment.encode(value)
  if (text === undefined) throw new KeyBuildError(template, name, segment.accepts, value)
  return escapeGlob(text)
}

function escapeGlob(text: string): string {
  return text.replace(/[*?[\]\\]/g, String.raw`\$&`)
}
