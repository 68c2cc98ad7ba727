import { currency } from './currency.ts'
import type { Spelling } from './spelling.ts'
import { spotParts } from './symbol-parts.ts'

const form = new RegExp(`^(${currency})-(${currency})$`, 'u')

/** `KRW-XRP`: the quote currency comes first; spot only. */
export const upbitSpelling: Spelling = {
  example: 'KRW-XRP',
  read(native) {
    const [, quote, base] = form.exec(native) ?? []
    return base === undefined || quote === undefined ? undefined : spotParts(base, quote)
  },
  write: ({ base, quote, kind }) => (kind === 'spot' ? `${quote}-${base}` : undefined),
}
