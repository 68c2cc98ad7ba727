import { createHmac, timingSafeEqual } from 'node:crypto'
import type { EpochMs } from '@tradingboost/domain'

/** Headers of a signed request, as OKX has them: when it was signed, and the signature. */
const timestampHeader = 'x-paper-timestamp'
const signatureHeader = 'x-paper-signature'

/** A signature older or younger than this is refused; both programs run on one machine. */
const maxSkewMs = 30_000

/** base64(hmac-sha256(key, timestamp + path)), the timestamp in epoch milliseconds. */
function sign(key: string, timestamp: string, path: string): string {
  return createHmac('sha256', key).update(`${timestamp}GET${path}`).digest('base64')
}

/** The headers that open a path of an account; none without a key. */
export function signedHeaders(key: string | undefined, path: string, now: EpochMs): Readonly<Record<string, string>> {
  if (key === undefined) return {}
  const timestamp = String(now)
  return { [timestampHeader]: timestamp, [signatureHeader]: sign(key, timestamp, path) }
}

/** Why a request does not open a path of the account that has that key; undefined when it does. */
export function signatureProblem(
  key: string,
  path: string,
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  now: EpochMs,
): string | undefined {
  const { [timestampHeader]: timestamp, [signatureHeader]: signature } = headers
  if (typeof timestamp !== 'string' || typeof signature !== 'string') {
    return 'the request is not signed: give the program the key of the account'
  }
  const signed = Buffer.from(sign(key, timestamp, path))
  const given = Buffer.from(signature)
  if (signed.length !== given.length || !timingSafeEqual(signed, given)) {
    return 'the signature is not of the key of this account: give the program that key'
  }
  const skewMs = Math.abs(Number(timestamp) - now)
  if (!(skewMs <= maxSkewMs)) {
    return `the signature is ${String(skewMs)} ms off the time here: set the clock of the program's machine`
  }
  return undefined
}
