import { hash, keyLanguage, persistent, set, string, textSegment, zset } from '@tradingboost/redis-keys'
import { z } from 'zod'
import { defineMigration, type Migration, type TargetKey } from '@tradingboost/layout-migrations'

const { defineKey } = keyLanguage<typeof table, 'us'>({
  owner: textSegment('a text', ['ann']),
  item: textSegment('a text', ['tea']),
})
const table = { owner: textSegment('a text', ['ann']), item: textSegment('a text', ['tea']) }
const active = { owner: 'us', status: 'active', summary: 'x', lifetime: persistent } as const
const any = z.string()

/** `basket:<owner>`: lines `item=amount`, the whole basket of one owner. */
export const basket = defineKey({
  ...active,
  name: 'basket',
  template: 'basket:<owner>',
  value: string(any),
  status: 'deprecated',
})
const line = defineKey({
  ...active,
  name: 'line',
  template: 'lines:<owner>:<item>',
  value: hash(z.object({}), { rest: any }),
})
const lineIndex = defineKey({
  ...active,
  name: 'lineIndex',
  template: 'lines-of:<owner>',
  value: set(string(any)),
})
const everyOwner = defineKey({
  ...active,
  name: 'everyOwner',
  template: 'owners',
  value: zset(string(any), 'n'),
})

/** One string to a hash per line, an index that lives as long, and a member of a key that everybody fills. */
export const baskets: Migration = defineMigration({
  id: '9001-baskets',
  summary: 'Baskets to lines.',
  from: [basket],
  to: [line],
  inPlace: false,
  transform: ({ params, content }) => {
    if (content.type !== 'string') return { kind: 'stays', reason: `it is a ${content.type}` }
    if (content.text === 'leave me') return { kind: 'stays', reason: 'it asked to' }
    const rows = content.text === '' ? [] : content.text.split('\n').map((row) => row.split('='))
    if (rows.some(([item, amount]) => item === '' || amount === undefined)) {
      return { kind: 'refused', reason: 'a line is no item=amount' }
    }
    const owner = String(params['owner'])
    return {
      kind: 'moves',
      keys: rows.map(([item = '', amount = '']) => ({
        family: line,
        key: line.build({ owner, item }),
        content: {
          type: 'hash',
          fields: [
            ['item', item],
            ['amount', amount],
            ['à', 'ß'],
          ],
        },
        lifetime: 'source',
      })),
      members: [
        ...rows.map(([item = '']) => ({
          family: lineIndex,
          key: lineIndex.build({ owner }),
          member: item,
          lifetime: 'source' as const,
        })),
        ...(rows.length === 0
          ? []
          : [
              {
                family: everyOwner,
                key: everyOwner.build({}),
                member: owner,
                score: '1.50',
                lifetime: 'keep' as const,
              },
            ]),
      ],
    }
  },
  sourcesOf: ({ family, key }) => {
    const owner = family === line ? line.read(key)?.owner : undefined
    return owner === undefined ? [] : [{ family: basket, key: basket.build({ owner }), params: { owner } }]
  },
  invert: (_source, targets) => {
    const rows = targets.flatMap((target) => amountOf(target)).toSorted()
    return rows.length === 0
      ? { kind: 'deletes' }
      : { kind: 'writes', content: { type: 'string', text: rows.join('\n') } }
  },
})

function amountOf({ content }: TargetKey): readonly string[] {
  if (content.type !== 'hash') return []
  const fields = new Map(content.fields)
  return [`${fields.get('item') ?? ''}=${fields.get('amount') ?? ''}`]
}

const mark = defineKey({ ...active, name: 'mark', template: 'mark:<owner>', value: string(any) })

/** One string to another under the same name: `old x` to `x`. */
export const marks: Migration = defineMigration({
  id: '9002-marks',
  summary: 'Marks without a word.',
  from: [mark],
  to: [mark],
  inPlace: true,
  transform: ({ family, key, content }) => {
    if (content.type !== 'string' || !content.text.startsWith('old '))
      return { kind: 'stays', reason: 'it is no old one' }
    const text = content.text.slice('old '.length)
    return {
      kind: 'moves',
      keys: [{ family, key, content: { type: 'string', text }, lifetime: 'source' }],
      members: [],
    }
  },
  sourcesOf: ({ key }) => {
    const params = mark.read(key)
    return params === undefined ? [] : [{ family: mark, key, params }]
  },
  invert: (_source, [target]) =>
    target?.content.type === 'string'
      ? { kind: 'writes', content: { type: 'string', text: `old ${target.content.text}` } }
      : { kind: 'deletes' },
})
