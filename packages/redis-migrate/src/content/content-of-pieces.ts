import type { RedisType } from '@tradingboost/redis-keys'
import type { KeyContent } from '@tradingboost/layout-migrations'

/** The content of a key from the reply of its reading command, as RESP2 sends it. */
export function contentOfPieces(type: RedisType, pieces: readonly string[]): KeyContent {
  switch (type) {
    case 'string':
      return { type, text: pieces[0] ?? '' }
    case 'hash':
      return { type, fields: pairs(pieces) }
    case 'set':
      return { type, members: pieces }
    case 'list':
      return { type, elements: pieces }
    case 'zset':
      return { type, members: pairs(pieces).map(([member, score]) => ({ member, score })) }
  }
}

/**
 * The arguments that write a content, in the order in which its digest reads them: fields and members sorted by their
 * bytes, scores before members.
 */
export function piecesOfContent(content: KeyContent): readonly string[] {
  switch (content.type) {
    case 'string':
      return [content.text]
    case 'hash':
      return piecesOfFields(content.fields)
    case 'set':
      return content.members.toSorted(byBytes)
    case 'list':
      return content.elements
    case 'zset':
      return content.members.flatMap(({ member, score }) => [score, member])
  }
}

/** Records of one kind have the same fields, and to sort them costs more than all else: the last order is tried first. */
let last: { readonly names: readonly string[]; readonly order: readonly number[] } = { names: [], order: [] }

function piecesOfFields(fields: readonly (readonly [name: string, text: string])[]): readonly string[] {
  const isKnown = fields.length === last.names.length && fields.every(([name], at) => name === last.names[at])
  if (!isKnown) {
    const names = fields.map(([name]) => name)
    last = { names, order: [...names.keys()].toSorted((a, b) => byBytes(names[a] ?? '', names[b] ?? '')) }
  }
  return last.order.flatMap((at) => fields[at] ?? [])
}

/** U+FFFD stands where bytes were no UTF-8 text: such a content cannot be moved without changing it. */
export function holdsOtherBytes(pieces: readonly string[]): boolean {
  return pieces.some((piece) => piece.includes('\ufffd'))
}

function pairs(flat: readonly string[]): readonly (readonly [string, string])[] {
  return Array.from({ length: flat.length / 2 }, (_, at) => [flat[at * 2] ?? '', flat[at * 2 + 1] ?? ''] as const)
}

/**
 * UTF-8 keeps the order of code points; UTF-16, by which JavaScript compares, does not once a surrogate meets a character
 * beyond it.
 */
function byBytes(a: string, b: string): number {
  if (a === b) return 0
  let at = 0
  while (a.charCodeAt(at) === b.charCodeAt(at)) at += 1
  const [x, y] = [a.charCodeAt(at), b.charCodeAt(at)]
  if (!(x >= firstSurrogate && y >= firstSurrogate)) return x < y || at === a.length ? -1 : 1
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}

const firstSurrogate = 0xd800
