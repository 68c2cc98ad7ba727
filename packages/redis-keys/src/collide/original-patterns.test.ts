import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { originalPatterns } from '../../test/original-patterns.ts'
import { originalCollisions, originalTypings, type OriginalCollision } from '../../test/original-typings.ts'

const document = readFileSync(join(import.meta.dirname, '../../../../docs/collisions.md'), 'utf8')
const documentedOnly = ({ first, second }: OriginalCollision) => first.from === 'document' && second.from === 'document'
const counts = (typing: string) => {
  const collisions = originalCollisions(originalTypings[typing] ?? {})
  return [collisions.filter(documentedOnly).length, collisions.length]
}
const row = ({ first, second, witness }: OriginalCollision): string =>
  `| \`${first.pattern}\` ${first.type} | \`${second.pattern}\` ${second.type} | \`${witness}\` |`

/*
 * A check elsewhere, on 51 patterns of which six from code, counted 51, 1 and 12 pairs; of its list only the totals are
 * kept, so what follows explains ours and says where they may part.
 * - Untyped, 102 of documents and not 51: 101 of them take a word such as `user` or `price` for an exchange, and each
 *   pattern that begins with {ex} meets every pattern of as many pieces that does not. The count grows with the product
 *   of the two lists; ours holds the administrative patterns ({ex}:last_update, ...) and both names of an order's key.
 * - Typed, 1 of documents: the same pair, {ex}:user:{uid}:symbol:{sym} as hash and as sorted set. The code adds a second,
 *   orders:{oid} and orders:{uid}, because an order id is any text.
 * - Symbols with colons, 16 of documents and not 12: all but the typed one are {ex}:user:{uid}:{sym} or one of the two
 *   {ex}:user:{uid}:symbol:{sym} swallowing what follows. Each pattern below them (order_ids, the flat active_grid, the old
 *   order_placed) adds three pairs and {ex}:user:{uid}:pnl:{sym} one: without one of the former and the latter it is 12.
 */
describe("the original's patterns", () => {
  it('are 51 of its documents, one of them with two types, and six of its code', () => {
    const documented = originalPatterns.filter(({ from }) => from === 'document')
    expect([documented.length, originalPatterns.length - documented.length]).toEqual([51, 6])
    expect(new Set(documented.map(({ pattern }) => pattern)).size).toBe(50)
  })

  it.each([
    ['untyped', 102, 127],
    ['exchanges listed', 1, 4],
    ['and user ids digits', 1, 2],
    ['and sides, timeframes, levels', 1, 2],
    ['symbols may hold colons', 16, 18],
    ['our segments', 1, 3],
  ])('collide, %s, in %i pairs of documents and %i in all, as the document says', (typing, documented, all) => {
    expect(counts(typing)).toEqual([documented, all])
    expect(document).toContain(`| ${typing} | ${documented} | ${all} |`)
  })

  it.each(['and sides, timeframes, levels', 'symbols may hold colons', 'our segments'])(
    'are written in the document with their witnesses: %s',
    (typing) => {
      for (const collision of originalCollisions(originalTypings[typing] ?? {}))
        expect(document).toContain(row(collision))
    },
  )

  it('are kept apart by our symbols, which hold a colon only in the unified form, as far as symbols go', () => {
    const ours = originalCollisions(originalTypings['our segments'] ?? {}).map(row)
    const colons = originalCollisions(originalTypings['symbols may hold colons'] ?? {}).map(row)
    expect(ours.filter((one) => one.includes('active_grid'))).toEqual([])
    expect(colons.filter((one) => one.includes('active_grid')).length).toBeGreaterThan(0)
  })
})
