import fc from 'fast-check'
import type { AnyKeyFamily } from '../src/define/key-family.ts'
import type { TemplatePart } from '../src/define/parse-template.ts'
import { valueOf } from './segment-texts.ts'

/** Parameters that a family accepts. */
export function paramsOf(family: { readonly parts: AnyKeyFamily['parts'] }): fc.Arbitrary<Record<string, unknown>> {
  const parameters = family.parts.filter(
    (part): part is Extract<TemplatePart, { kind: 'parameter' }> => part.kind === 'parameter',
  )
  return fc.record(Object.fromEntries(parameters.map(({ name, segment }) => [name, valueOf(segment)])))
}
