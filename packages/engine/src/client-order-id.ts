import { TradingError, clientOrderId, type ClientOrderId } from '@tradingboost/domain'

const sequenceWidth = 8
const tagPattern = /^[a-z][a-z0-9]{0,11}$/
const legPattern = /^[a-z][a-z0-9]{0,9}$/
/** The capital Z is in no part, so the parts are read back without doubt. OKX takes letters and digits only. */
const idPattern = /^([a-z][a-z0-9]{0,11})Z([0-9a-z]{8})Z([a-z][a-z0-9]{0,9})$/
/** The spelling of the release before: orders that rest since then are still ours. */
const hyphenPattern = /^([a-z][a-z0-9]{0,11})-([0-9a-z]{8})-([a-z][a-z0-9]{0,9})$/

/** Highest sequence that eight base-36 digits hold. */
export const lastSequence = 36 ** sequenceWidth - 1

export interface ClientOrderIdParts {
  /** Names the bot within its account: lower-case letters and digits, a letter first, at most 12. */
  readonly tag: string
  /**
   * Counts the orders of the bot. Exchanges free an id once its order has ended, so an id protects from nothing: no order is
   * ever sent again.
   */
  readonly sequence: number
  /** Role of the order within the strategy: lower-case letters and digits, a letter first, at most 10. */
  readonly leg: string
}

function refuse(what: string, value: unknown, now: string): never {
  throw new TradingError('invalid-id', `${what} ${JSON.stringify(value)} does not fit into a client order id: ${now}`, {
    retry: 'never',
    details: { what, value },
  })
}

/**
 * Spells the client order id `<tag>Z<sequence>Z<leg>`, at most 32 letters and digits; the same parts always give the same id.
 * Throws a TradingError `invalid-id` for parts that do not fit.
 */
export function formatClientOrderId({ tag, sequence, leg }: ClientOrderIdParts): ClientOrderId {
  if (!tagPattern.test(tag)) refuse('tag', tag, 'use 1 to 12 lower-case letters and digits, a letter first')
  if (!legPattern.test(leg)) refuse('leg', leg, 'use 1 to 10 lower-case letters and digits, a letter first')
  if (!Number.isSafeInteger(sequence) || sequence < 0 || sequence > lastSequence) {
    refuse('sequence', sequence, `use an integer from 0 to ${lastSequence}`)
  }
  return clientOrderId(`${tag}Z${sequence.toString(36).padStart(sequenceWidth, '0')}Z${leg}`)
}

/** Reads the parts back, or undefined for an id that this format never spells (another bot's, a liquidation's). */
export function parseClientOrderId(text: string): ClientOrderIdParts | undefined {
  const match = idPattern.exec(text) ?? hyphenPattern.exec(text)
  const [, tag, digits, leg] = match ?? []
  if (tag === undefined || digits === undefined || leg === undefined) return undefined
  return { tag, sequence: Number.parseInt(digits, 36), leg }
}
