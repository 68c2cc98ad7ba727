import type { AnyKeyFamily } from '@tradingboost/redis-keys'
import type { SourceKey } from '@tradingboost/layout-migrations'

/** Which keys of the source families a run is about. */
export interface Scope {
  readonly exchange?: string
  readonly user?: string
}

/**
 * The source key that a text is, by the first family that reads it and declares this Redis type, else by the first that
 * reads it; undefined when it is none or out of scope.
 */
export function findSource(
  families: readonly AnyKeyFamily[],
  key: string,
  scope: Scope = {},
  type?: string,
): SourceKey | undefined {
  let found: SourceKey | undefined
  for (const family of families) {
    const params = family.read(key)
    if (params === undefined || !isInScope(params, scope)) continue
    if (type === undefined || family.type === type) return { family, key, params }
    found ??= { family, key, params }
  }
  return found
}

/** Those of these keys that are source keys in scope. */
export function sourcesAmong(
  families: readonly AnyKeyFamily[],
  keys: readonly string[],
  scope: Scope = {},
): readonly string[] {
  return keys.filter((key) => findSource(families, key, scope) !== undefined)
}

function isInScope(params: Readonly<Record<string, unknown>>, { exchange, user }: Scope): boolean {
  if (exchange !== undefined && 'exchange' in params && params['exchange'] !== exchange) return false
  return user === undefined || !('userId' in params) || params['userId'] === user
}
