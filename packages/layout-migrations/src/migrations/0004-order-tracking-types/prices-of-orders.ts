import { readJsonText } from '../../json-text/read-json-text.ts'
import type { KeyContent } from '../../key-content.ts'
import type { Inversion } from '../../migration.ts'

type SortedSet = Extract<KeyContent, { readonly type: 'zset' }>

/** The sorted set of a JSON list of prices: each price is its own member, in its own digits. A text says why it is none. */
export function pricesToSortedSet(text: string): SortedSet | string {
  const read = readJsonText(text)
  if (read.kind === 'invalid') return read.reason
  const { value } = read
  if (value.kind !== 'list') return `it holds ${value.text.slice(0, 40)} where a list of prices belongs`
  const members: { readonly member: string; readonly score: string }[] = []
  const seen = new Set<number>()
  for (const [at, element] of value.elements.entries()) {
    if (element.kind !== 'number') return `its element ${at} is ${element.text.slice(0, 40)}, no price`
    const price = Number(element.text)
    if (!Number.isFinite(price)) return `its element ${at} is ${element.text.slice(0, 40)}, more than a score can be`
    if (seen.has(price)) return `${element.text} stands twice, and a set would hold it once`
    seen.add(price)
    members.push({ member: element.text, score: element.text })
  }
  return { type: 'zset', members }
}

/** The JSON list of a sorted set of prices; ids of orders, which a list of prices cannot say, refuse it. */
export function sortedSetToPrices({ members }: SortedSet): Inversion {
  const stranger = members.find(({ member, score }) => !isPrice(member) || Number(member) !== Number(score))
  if (stranger !== undefined) {
    return {
      kind: 'refused',
      reason: `its member ${JSON.stringify(stranger.member)} is no price: a list would lose it`,
    }
  }
  return { kind: 'writes', content: { type: 'string', text: `[${members.map(({ member }) => member).join(', ')}]` } }
}

const isPrice = (text: string): boolean => {
  const read = readJsonText(text)
  return read.kind === 'ok' && read.value.kind === 'number'
}
