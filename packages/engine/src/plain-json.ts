import { Decimal } from '@tradingboost/domain'

/** The same value as JSON holds it, whoever writes it: decimals as text, fields that are undefined left out. */
export function plainJson(value: unknown): unknown {
  if (Decimal.isDecimal(value)) return value.toFixed()
  if (Array.isArray(value)) return value.map(plainJson)
  if (typeof value !== 'object' || value === null) return value
  const fields: [string, unknown][] = []
  for (const [name, field] of Object.entries(value)) if (field !== undefined) fields.push([name, plainJson(field)])
  return Object.fromEntries(fields)
}
