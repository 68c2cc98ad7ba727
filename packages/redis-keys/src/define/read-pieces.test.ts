import fc from 'fast-check'
import { expect, it } from 'vitest'
import { paramsOf } from '../../test/family-params.ts'
import { callerText } from '../../test/segment-texts.ts'
import { catalogue } from '../catalogue/catalogue.ts'
import type { AnyKeyFamily } from './key-family.ts'

/** What the regular expression of a family and the segments of its groups say: slower, and independent of the pieces. */
function readByExpression(family: AnyKeyFamily, text: string): Record<string, unknown> | undefined {
  const groups = new RegExp(family.pattern, 'u').exec(text)
  if (groups === null) return undefined
  const segments = family.parts.flatMap((part) => (part.kind === 'literal' ? [] : [part.segment]))
  const values = segments.map((segment, at) => segment.decode(groups[at + 1] ?? ''))
  if (values.includes(undefined)) return undefined
  return Object.fromEntries(family.parameters.map((name, at) => [name, values[at]]))
}

it.each(catalogue.map((family) => ({ name: family.name, family })))(
  '$name reads the same piece by piece',
  ({ family }) => {
    const pieces = fc.constantFrom(...family.template.split(':'), 'okx', 'A/B', 'A/B:C', 'long', '1', '')
    const near = fc.array(fc.oneof(pieces, callerText), { maxLength: 10 }).map((texts) => texts.join(':'))
    const built = paramsOf(family).map((params) => family.buildChecked(params))
    const bent = fc.tuple(built, fc.nat(), callerText).map(([key, at, text]) => {
      const place = at % (key.length + 1)
      return key.slice(0, place) + text + key.slice(place + 1)
    })
    fc.assert(
      fc.property(fc.oneof(built, bent, near), (text) => {
        expect(family.read(text)).toEqual(readByExpression(family, text))
      }),
      { numRuns: 60 },
    )
  },
)
