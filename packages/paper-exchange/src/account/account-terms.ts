import type { Decimal, Instrument } from '@tradingboost/domain'
import type { PrepareOutcome, TradingTerms } from '@tradingboost/exchange'
import type { MarginRules } from './margin-account.ts'

const maxLeverage = 125

/** The leverage of each symbol, and what else an account of the paper exchange may choose. */
export class AccountTerms {
  readonly #rules: MarginRules
  readonly #leverages = new Map<string, Decimal>()

  constructor(rules: MarginRules) {
    this.#rules = rules
  }

  /** Margin rules of a symbol. */
  rulesOf(symbol: string): MarginRules {
    const leverage = this.#leverages.get(symbol)
    return leverage === undefined ? this.#rules : { ...this.#rules, leverage }
  }

  prepare({ symbol, kind }: Instrument, { positionMode, marginMode, leverage }: TradingTerms): PrepareOutcome {
    if (positionMode !== 'hedge') {
      return refused('position-mode', `the paper exchange holds long and short apart: trade ${symbol} in hedge mode`)
    }
    if (marginMode !== 'cross') {
      return refused(
        'margin-mode',
        `the paper exchange has one margin for all positions: trade ${symbol} with cross margin`,
      )
    }
    if (kind === 'spot' && !leverage.eq(1)) {
      return refused('leverage', `${symbol} is spot and is paid in full: set its leverage to 1`)
    }
    if (leverage.lt(1) || leverage.gt(maxLeverage)) {
      const range = `1 to ${String(maxLeverage)}`
      return refused(
        'leverage',
        `a leverage of ${leverage.toString()} is not offered for ${symbol}: set one of ${range}`,
      )
    }
    this.#leverages.set(symbol, leverage)
    return { kind: 'prepared', terms: { positionMode, marginMode, leverage: this.rulesOf(symbol).leverage } }
  }
}

const refused = (code: string, message: string): PrepareOutcome => ({
  kind: 'refused',
  message,
  raw: { code, text: message },
})
