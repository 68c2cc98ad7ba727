import { assertNever } from './assert-never.ts'

/** Why a text is no key of a template; `expected` and `found` are pieces of the text between colons. */
export type MismatchReason =
  | { readonly kind: 'not-utf8' }
  | { readonly kind: 'literal'; readonly expected: string; readonly found: string }
  | { readonly kind: 'segment'; readonly segment: string; readonly found: string; readonly accepts: string }
  | {
      readonly kind: 'not-canonical'
      readonly segment: string
      readonly found: string
      readonly canonical: string | undefined
    }
  | { readonly kind: 'too-short'; readonly expected: string }
  | { readonly kind: 'too-long'; readonly found: string }

/** What `parse` answers: the parameters, or why there are none. */
export type ParseResult<Params> =
  | { readonly kind: 'ok'; readonly params: Params }
  | { readonly kind: 'no'; readonly reason: MismatchReason }

/** One sentence that says why a text is no key of a template. */
export function describeMismatch(reason: MismatchReason): string {
  switch (reason.kind) {
    case 'not-utf8':
      return 'its bytes are not UTF-8'
    case 'literal':
      return `"${reason.expected}" belongs where ${JSON.stringify(reason.found)} stands`
    case 'segment':
      return `<${reason.segment}> is ${reason.accepts}, not ${JSON.stringify(reason.found)}`
    case 'not-canonical':
      return reason.canonical === undefined
        ? `<${reason.segment}> spells ${JSON.stringify(reason.found)} in a way that build never writes`
        : `<${reason.segment}> spells ${JSON.stringify(reason.found)} where build writes ${JSON.stringify(reason.canonical)}`
    case 'too-short':
      return `it ends where ${reason.expected} belongs`
    case 'too-long':
      return `nothing belongs where ${JSON.stringify(reason.found)} stands`
    default:
      return assertNever(reason)
  }
}
