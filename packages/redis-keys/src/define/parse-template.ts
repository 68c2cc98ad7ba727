import type { Segment, SegmentTable } from './segment.ts'

/** A stretch of a template: fixed text, or a parameter with its segment. */
export type TemplatePart =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'parameter'; readonly name: string; readonly segment: Segment<unknown> }

/**
 * The parts of a template, in order; no literal is empty and no two parameters touch.
 *
 * @throws TypeError with the sentence that the compiler prints for the same fault.
 */
export function parseTemplate(template: string, table: SegmentTable): readonly TemplatePart[] {
  if (template === '') throw new TypeError('empty template: write at least one segment')
  if (template.split(':').includes('')) {
    throw new TypeError(`empty segment in "${template}": write something on both sides of each colon`)
  }
  const parts: TemplatePart[] = []
  const seen = new Set<string>()
  for (const [index, piece] of template.split('<').entries()) {
    if (index === 0) {
      pushLiteral(parts, piece, template)
      continue
    }
    const end = piece.indexOf('>')
    const name = piece.slice(0, end)
    if (end < 0 || name.includes(':')) throw new TypeError(`unclosed < in "${template}": close it with >`)
    if (seen.has(name)) {
      throw new TypeError(`repeated segment <${name}> in "${template}": a key names each parameter once`)
    }
    const segment = Object.hasOwn(table, name) ? table[name] : undefined
    if (segment === undefined) {
      throw new TypeError(`unknown segment <${name}> in "${template}": add it to segments.ts`)
    }
    if (parts.at(-1)?.kind === 'parameter') {
      throw new TypeError(`nothing between two parameters in "${template}": write a literal before <${name}>`)
    }
    seen.add(name)
    parts.push({ kind: 'parameter', name, segment })
    pushLiteral(parts, piece.slice(end + 1), template)
  }
  return parts
}

function pushLiteral(parts: TemplatePart[], text: string, template: string): void {
  if (text.includes('>')) throw new TypeError(`stray > in "${template}": a parameter is written <name>`)
  if (text !== '') parts.push({ kind: 'literal', text })
}
