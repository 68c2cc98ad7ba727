import type { AnyKeyFamily } from '@tradingboost/redis-keys'

/**
 * The fewest prefixes that every key of these families begins with. CLIENT TRACKING refuses two of which one begins the
 * other. Throws a TypeError for a family whose template begins with a parameter: it would ask for the changes of all keys.
 */
export function trackedPrefixes(families: readonly Pick<AnyKeyFamily, 'name' | 'template'>[]): readonly string[] {
  const prefixes = new Set(families.map(prefixOf))
  return [...prefixes]
    .filter((prefix) => ![...prefixes].some((other) => other !== prefix && prefix.startsWith(other)))
    .toSorted()
}

function prefixOf({ name, template }: Pick<AnyKeyFamily, 'name' | 'template'>): string {
  const [prefix = ''] = template.split('<', 1)
  if (prefix === '') throw new TypeError(`${name} begins with a parameter: its changes cannot be told from all others`)
  return prefix
}
