import { anyCodePoint, complement, union, type CodePointSet } from './code-point-set.ts'

/** A regular expression as a tree; `repeat` without `most` is unbounded. */
export type PatternNode =
  | { readonly kind: 'set'; readonly set: CodePointSet }
  | { readonly kind: 'sequence'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly options: readonly PatternNode[] }
  | { readonly kind: 'repeat'; readonly node: PatternNode; readonly least: number; readonly most?: number }

const digit: CodePointSet = [[0x30, 0x39]]
const word: CodePointSet = union(digit, [[0x41, 0x5a]], [[0x61, 0x7a]], [[0x5f, 0x5f]])
const blank: CodePointSet = union(
  [[0x09, 0x0d]],
  [[0x20, 0x20]],
  [[0xa0, 0xa0]],
  [[0x1680, 0x1680]],
  [[0x2000, 0x200a]],
  [[0x2028, 0x2029]],
  [[0x202f, 0x202f]],
  [[0x205f, 0x205f]],
  [[0x3000, 0x3000]],
  [[0xfeff, 0xfeff]],
)
const classes: Readonly<Record<string, CodePointSet>> = {
  d: digit,
  D: complement(digit),
  w: word,
  W: complement(word),
  s: blank,
  S: complement(blank),
}
const controls: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13, '0': 0 }

/**
 * Reads the subset of JavaScript regular expressions that segments use: literals, classes, groups, alternation and the
 * quantifiers `* + ? {n} {n,} {n,m}`; `^` and `$` only at the ends. Throws on anything else, so that no unsupported
 * construct is silently read as something it is not.
 */
export function parsePattern(source: string): PatternNode {
  const points = Array.from(source)
  let at = 0
  const fail = (what: string): never => {
    throw new Error(
      `cannot read /${source}/ at ${at}: ${what}; segments use classes, groups, alternation and * + ? {n,m}`,
    )
  }
  const peek = (): string | undefined => points[at]
  const take = (): string => points[at++] ?? fail('it ends too early')
  const single = (point: number): CodePointSet => [[point, point]]

  function hex(length: number): number {
    const text = points.slice(at, at + length).join('')
    if (!new RegExp(`^[0-9A-Fa-f]{${length}}$`).test(text)) fail('a hexadecimal escape is broken')
    at += length
    return Number.parseInt(text, 16)
  }

  function escape(): CodePointSet {
    const letter = take()
    const known = classes[letter]
    if (known !== undefined) return known
    const control = controls[letter]
    if (control !== undefined) return single(control)
    if (letter === 'x') return single(hex(2))
    if (letter === 'u') {
      if (peek() !== '{') return single(hex(4))
      at += 1
      const end = points.indexOf('}', at)
      return end < 0 ? fail('an escape \\u{ is not closed') : single(closeBraces(end))
    }
    if (/[A-Za-z0-9]/.test(letter)) fail(`the escape \\${letter} is not supported`)
    return single(letter.codePointAt(0) ?? 0)
  }

  function closeBraces(end: number): number {
    const point = hex(end - at)
    at += 1
    return point
  }

  function setMember(): CodePointSet {
    const character = take()
    return character === '\\' ? escape() : single(character.codePointAt(0) ?? 0)
  }

  function bracket(): CodePointSet {
    const negated = peek() === '^'
    if (negated) at += 1
    const members: CodePointSet[] = []
    while (peek() !== ']') {
      const low = setMember()
      if (peek() === '-' && points[at + 1] !== ']') {
        at += 1
        const high = setMember()
        const from = low[0]?.[0] ?? 0
        const to = high[0]?.[1] ?? 0
        if (from > to) fail('a range runs backwards')
        members.push([[from, to]])
      } else members.push(low)
    }
    at += 1
    const set = union(...members)
    return negated ? complement(set) : set
  }

  function atom(): PatternNode {
    const character = take()
    if (character === '(') {
      if (peek() === '?') {
        at += 1
        if (take() !== ':') fail('only (?: ) groups are supported')
      }
      const inner = choice()
      if (take() !== ')') fail('a group is not closed')
      return inner
    }
    if (character === '[') return { kind: 'set', set: bracket() }
    if (character === '.') return { kind: 'set', set: anyCodePoint }
    if (character === '\\') return { kind: 'set', set: escape() }
    if ('*+?{}]^$'.includes(character)) fail(`"${character}" stands where a character belongs`)
    return { kind: 'set', set: single(character.codePointAt(0) ?? 0) }
  }

  function bounds(): { least: number; most?: number } | undefined {
    const mark = peek()
    if (mark === '*') return (at++, { least: 0 })
    if (mark === '+') return (at++, { least: 1 })
    if (mark === '?') return (at++, { least: 0, most: 1 })
    if (mark !== '{') return undefined
    const end = points.indexOf('}', at)
    const match = /^(\d+)(,(\d*))?$/.exec(points.slice(at + 1, end).join(''))
    if (end < 0 || match === null) return fail('a repetition is broken')
    at = end + 1
    const least = Number(match[1])
    if (match[2] === undefined) return { least, most: least }
    return match[3] === '' || match[3] === undefined ? { least } : { least, most: Number(match[3]) }
  }

  function repeated(): PatternNode {
    let node = atom()
    for (let times = bounds(); times !== undefined; times = bounds()) {
      if (peek() === '?' || peek() === '+') fail('lazy and possessive quantifiers are not supported')
      node = { kind: 'repeat', node, ...times }
    }
    return node
  }

  function sequence(): PatternNode {
    const parts: PatternNode[] = []
    while (at < points.length && peek() !== '|' && peek() !== ')') parts.push(repeated())
    return { kind: 'sequence', parts }
  }

  function choice(): PatternNode {
    const options = [sequence()]
    while (peek() === '|') {
      at += 1
      options.push(sequence())
    }
    return options.length === 1 && options[0] !== undefined ? options[0] : { kind: 'choice', options }
  }

  if (peek() === '^') at += 1
  const anchoredEnd = points.at(-1) === '$' && points.at(-2) !== '\\'
  if (anchoredEnd) points.pop()
  const tree = choice()
  if (at < points.length) fail('a group is closed that was not opened')
  return tree
}
