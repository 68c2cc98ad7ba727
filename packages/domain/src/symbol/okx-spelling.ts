import { currency, expiryDay } from './currency.ts'
import type { Spelling } from './spelling.ts'
import { derivativeParts, spotParts } from './symbol-parts.ts'

const form = new RegExp(`^(${currency})-(${currency})(?:-(?:(SWAP)|(${expiryDay})))?$`, 'u')

/** `BTC-USDT`, `BTC-USDT-SWAP`, `BTC-USD-250328`; options have two parts more and are not read. */
export const okxSpelling: Spelling = {
  example: 'BTC-USDT-SWAP',
  read(native) {
    const [, base, quote, swap, expiry] = form.exec(native) ?? []
    if (base === undefined || quote === undefined) return undefined
    return swap === undefined && expiry === undefined ? spotParts(base, quote) : derivativeParts(base, quote, expiry)
  },
  write({ base, quote, kind, expiry }) {
    if (kind === 'spot') return `${base}-${quote}`
    return `${base}-${quote}-${expiry ?? 'SWAP'}`
  },
}

/** The spot half alone: `BTC-USDT`. */
export const okxSpotSpelling: Spelling = {
  example: 'BTC-USDT',
  read(native) {
    const parts = okxSpelling.read(native)
    return parts?.kind === 'spot' ? parts : undefined
  },
  write: (parts) => (parts.kind === 'spot' ? okxSpelling.write(parts) : undefined),
}
