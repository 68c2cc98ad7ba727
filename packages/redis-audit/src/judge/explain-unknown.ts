import { describeDifferences, type Identified } from '@tradingboost/redis-keys'
import type { SeenKey } from '../scan/seen-key.ts'

type Unknown = Extract<Identified, { readonly kind: 'unknown' }>

const longestDetail = 600

/**
 * Says why keys are unknown. Looking for the nearest families costs a hundred times what identifying a key does, so it is
 * done once for keys that differ only in digits, and for `formsKept` such forms.
 */
export function createUnknownExplainer(formsKept = 2_000): (seen: SeenKey, unknown: Unknown) => string {
  const details = new Map<string, string>()
  return ({ text, isText }, unknown) => {
    // The nearest families of names far longer than any of ours tell nothing.
    const form = isText ? text.slice(0, 200).replaceAll(/[0-9]+/g, '0') : ''
    const known = details.get(form)
    if (known !== undefined) return known
    if (details.size >= formsKept) return 'no family makes it'
    const detail = describe(unknown)
    const shared = detail.replaceAll(/[0-9]+/g, '0')
    details.set(form, shared)
    return detail
  }
}

function describe({ nearest }: Unknown): string {
  if (nearest.length === 0) return 'no family is like it'
  const sentence = `nearest: ${nearest.map(({ family, reasons }) => `${family.name}: ${describeDifferences(reasons)}`).join('; ')}`
  return sentence.length > longestDetail ? `${sentence.slice(0, longestDetail - 1)}…` : sentence
}
