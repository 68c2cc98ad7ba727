import { catalogue } from '../catalogue/catalogue.ts'
import { decodeKey, type LooseParams } from '../define/compile-template.ts'
import type { AnyKeyFamily } from '../define/key-family.ts'
import type { RedisType } from '../define/redis-key.ts'
import { familyIndex } from './family-index.ts'
import { type NearFamily, nearestFamilies } from './nearest-families.ts'

/** Which family a key belongs to. */
export type Identified =
  | { readonly kind: 'one'; readonly family: AnyKeyFamily; readonly params: LooseParams }
  | { readonly kind: 'ambiguous'; readonly families: readonly AnyKeyFamily[] }
  | { readonly kind: 'unknown'; /** Found when first looked at. */ readonly nearest: readonly NearFamily[] }

/** What is known of a key besides its name. */
export interface IdentifyHint {
  /** Its Redis type. It only chooses among families that share the key: one of another type is still named. */
  readonly type?: RedisType
}

/**
 * Which family a key (text, or the bytes that Redis gave) belongs to: one, several that only their types tell apart, or
 * none, with the nearest ones and why each is not it. Never throws.
 */
export function identify(
  key: string | Uint8Array,
  families: readonly AnyKeyFamily[] = catalogue,
  hint: IdentifyHint = {},
): Identified {
  const text = decodeKey(key)
  if (text === undefined) {
    const readable = typeof key === 'string' ? key : new TextDecoder().decode(key)
    return unknown(() =>
      nearestFamilies(readable, families).map(({ family }) => ({ family, reasons: [{ kind: 'not-utf8' }] })),
    )
  }
  const pieces = text.split(':')
  let found: Extract<Identified, { kind: 'one' }> | undefined
  let others: AnyKeyFamily[] | undefined
  for (const family of familyIndex(families).candidates(pieces)) {
    const params = family.readPieces(pieces, text)
    if (params === undefined) continue
    if (found === undefined) found = { kind: 'one', family, params }
    else if (others === undefined) others = [family]
    else others.push(family)
  }
  if (found === undefined) return unknown(() => nearestFamilies(text, families))
  if (others === undefined) return found
  return chooseByType(text, [found.family, ...others], hint.type)
}

function chooseByType(text: string, families: readonly AnyKeyFamily[], type: RedisType | undefined): Identified {
  const ofType = families.filter((family) => family.type === type)
  const [only] = ofType
  const params = ofType.length === 1 ? only?.read(text) : undefined
  if (only !== undefined && params !== undefined) return { kind: 'one', family: only, params }
  return { kind: 'ambiguous', families: ofType.length > 0 ? ofType : families }
}

// A Redis may hold a million foreign keys, and finding what is nearest costs far more than finding nothing.
function unknown(find: () => readonly NearFamily[]): Identified {
  let found: readonly NearFamily[] | undefined
  return {
    kind: 'unknown',
    get nearest() {
      found ??= find()
      return found
    },
  }
}
