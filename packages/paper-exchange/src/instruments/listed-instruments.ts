import { decimal, parsedBy, TradingError } from '@tradingboost/domain'
import { z } from 'zod'
import type { KnownInstrument } from './known-instruments.ts'

/** Instruments by symbol, as a file or an exchange states them. */
export type ListedInstruments = ReadonlyMap<string, KnownInstrument>

const step = z
  .string()
  .regex(/^\d+(\.\d+)?$/, 'expected digits such as "0.001"')
  .transform(parsedBy((text: string) => (decimal(text).gt(0) ? text : refuseZero())))

const listed = z.record(
  z.string().min(1).max(200),
  z.strictObject({
    tickSize: step,
    lotSize: step,
    minQuantity: step,
    contractSize: step.default('1'),
    minNotional: z
      .string()
      .regex(/^\d+(\.\d+)?$/, 'expected digits such as "5"')
      .exactOptional(),
    settle: z.string().min(1).max(20).exactOptional(),
  }),
)

/**
 * Reads a list of instruments: `{"XRP-USDT-SWAP": {"tickSize": "0.0001", "lotSize": "0.01", "minQuantity": "0.01",
 * "contractSize": "100", "minNotional": "5", "settle": "USDT"}}`. Throws `invalid-config` with one sentence that names the file and
 * the field.
 */
export function parseListedInstruments(text: string, origin: string): ListedInstruments {
  const read = listed.safeParse(jsonOf(text, origin))
  if (read.success) return new Map(Object.entries(read.data))
  const issue = read.error.issues[0]
  throw refusal(
    `${origin}: ${issue?.path.join('.') ?? 'the list'}: ${issue?.message ?? 'is not valid'}: correct the file`,
  )
}

function jsonOf(text: string, origin: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw refusal(`${origin} is no JSON: write an object of instruments by symbol`, cause)
  }
}

function refuseZero(): never {
  throw new RangeError('a step of 0 is none: give the smallest step')
}

const refusal = (message: string, cause?: unknown): TradingError =>
  new TradingError('invalid-config', message, { retry: 'never', ...(cause === undefined ? {} : { cause }) })
