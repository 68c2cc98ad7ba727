import { parseJson, type JsonObject } from '@tradingboost/domain'

/** The object of a cached position's text, or why the text is none. */
export type CachedPositionRead =
  | { readonly kind: 'position'; readonly object: JsonObject }
  | { readonly kind: 'none'; readonly reason: string }

/** Reads what the cache's readers would read: a text that they refuse is no cached position. */
export function readCachedPosition(text: string): CachedPositionRead {
  const parsed = parseJson(text)
  if (parsed.kind === 'invalid') return { kind: 'none', reason: parsed.reason }
  const { value } = parsed
  if (typeof value === 'object' && value !== null && isObject(value)) return { kind: 'position', object: value }
  return { kind: 'none', reason: `it holds ${text.trim().slice(0, 40)}, no object` }
}

const isObject = (value: object): value is JsonObject => Object.getPrototypeOf(value) === Object.prototype
