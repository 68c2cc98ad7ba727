import { Decimal } from '../decimal.ts'
import { TradingError } from '../trading-error.ts'
import { LosslessNumber } from './lossless-number.ts'

/** Python's json.loads refuses what is nested deeper than about 1,000 levels. */
const deepest = 500

/**
 * Writes JSON that Python's json.loads reads, without changing a digit of a number, bigint, Decimal or LosslessNumber.
 *
 * Fields that are undefined are left out, as JSON.stringify does. Throws a TradingError `value-not-storable` that names
 * the path (`data.legs[2].price is NaN: ...`) for NaN, Infinity, functions, symbols, cycles and objects of a class.
 */
export function stringifyJson(value: unknown, name = 'data'): string {
  return write(value, { path: name, ancestors: [] })
}

interface Place {
  readonly path: string
  readonly ancestors: readonly object[]
}

function write(value: unknown, place: Place): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value)
    case 'number':
      return writeNumber(value, place)
    case 'bigint':
      return value.toString()
    case 'boolean':
      return String(value)
    case 'object':
      return value === null ? 'null' : writeObject(value, place)
    case 'undefined':
      throw refuse(place, 'is undefined', 'write null or leave it out')
    case 'function':
    case 'symbol':
      throw refuse(place, `is a ${typeof value}`, 'JSON has no word for it')
  }
}

function writeNumber(value: number, place: Place): string {
  if (!Number.isFinite(value)) throw refuse(place, `is ${value}`, 'write a finite number, or null where there is none')
  if (Object.is(value, -0)) return '-0.0'
  // Written with an exponent, Python reads a float; as plain digits it would read an integer exact to the last one.
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return value.toExponential()
  return String(value)
}

function writeObject(value: object, place: Place): string {
  if (value instanceof LosslessNumber) return value.text
  if (Decimal.isDecimal(value)) return writeDecimal(value, place)
  if (place.ancestors.includes(value)) throw refuse(place, 'holds itself', 'break the cycle')
  if (place.ancestors.length >= deepest) throw refuse(place, `is nested deeper than ${deepest} levels`, 'flatten it')
  const ancestors = [...place.ancestors, value]
  if (Array.isArray(value)) {
    const elements = Array.from(value, (element: unknown, at) =>
      write(element, { path: `${place.path}[${at}]`, ancestors }),
    )
    return `[${elements.join(',')}]`
  }
  if (!isPlain(value)) {
    throw refuse(
      place,
      `is a ${value.constructor.name || 'nameless class'}`,
      'convert it to text, a number or a plain object',
    )
  }
  if (Object.getOwnPropertySymbols(value).length > 0)
    throw refuse(place, 'has a symbol for a field name', 'name it by text')
  const fields: string[] = []
  for (const [field, content] of Object.entries(value)) {
    if (content === undefined) continue
    fields.push(`${JSON.stringify(field)}:${write(content, { path: place.path + step(field), ancestors })}`)
  }
  return `{${fields.join(',')}}`
}

function writeDecimal(value: Decimal, place: Place): string {
  if (!value.isFinite())
    throw refuse(place, `is ${value.toString()}`, 'write a finite number, or null where there is none')
  return value.isNegative() && value.isZero() ? '-0.0' : value.toString()
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}

function step(field: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(field) ? `.${field}` : `[${JSON.stringify(field)}]`
}

function refuse(place: Place, what: string, advice: string): TradingError {
  return new TradingError('value-not-storable', `${place.path} ${what}: ${advice}`, {
    retry: 'never',
    details: { path: place.path },
  })
}
