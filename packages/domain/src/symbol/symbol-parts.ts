/** What a symbol says, whoever spells it. */
export interface SymbolParts {
  readonly base: string
  readonly quote: string
  /** Currency of fees and PnL; the quote currency on spot. */
  readonly settle: string
  readonly kind: 'spot' | 'swap' | 'future'
  /** Last day of a future as YYMMDD; absent otherwise. */
  readonly expiry?: string
}

export const spotParts = (base: string, quote: string): SymbolParts => ({ base, quote, settle: quote, kind: 'spot' })

/** A derivative quoted in plain USD is paid in its base coin, one quoted in a stablecoin or coin in that. */
export function derivativeParts(base: string, quote: string, expiry: string | undefined): SymbolParts {
  const settle = quote === 'USD' ? base : quote
  return expiry === undefined ? { base, quote, settle, kind: 'swap' } : { base, quote, settle, kind: 'future', expiry }
}
