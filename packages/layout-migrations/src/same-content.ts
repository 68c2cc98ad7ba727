import type { KeyContent } from './key-content.ts'

/** Whether two contents are the same to a reader: hashes, sets and sorted sets in any order, scores by their value. */
export function sameContent(a: KeyContent, b: KeyContent): boolean {
  switch (a.type) {
    case 'string':
      return b.type === 'string' && a.text === b.text
    case 'list':
      return (
        b.type === 'list' &&
        a.elements.length === b.elements.length &&
        a.elements.every((e, at) => e === b.elements[at])
      )
    case 'set':
      return b.type === 'set' && a.members.length === b.members.length && includesAll(new Set(b.members), a.members)
    case 'hash':
      return b.type === 'hash' && sameMap(new Map(a.fields), new Map(b.fields), Object.is)
    case 'zset':
      return b.type === 'zset' && sameMap(scores(a.members), scores(b.members), Object.is)
  }
}

type Scored = Extract<KeyContent, { readonly type: 'zset' }>['members']

const scores = (members: Scored): ReadonlyMap<string, number> =>
  new Map(members.map(({ member, score }) => [member, readScore(score)]))

function readScore(text: string): number {
  if (/^[+-]?inf(inity)?$/i.test(text))
    return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  return Number(text)
}

function includesAll(held: ReadonlySet<string>, wanted: readonly string[]): boolean {
  return wanted.every((member) => held.has(member))
}

function sameMap<Value>(
  a: ReadonlyMap<string, Value>,
  b: ReadonlyMap<string, Value>,
  same: (a: Value, b: Value) => boolean,
): boolean {
  if (a.size !== b.size) return false
  for (const [name, value] of a) {
    const other = b.get(name)
    if (other === undefined || !same(value, other)) return false
  }
  return true
}
