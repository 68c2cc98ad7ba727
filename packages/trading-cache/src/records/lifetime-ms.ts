import type { AnyKeyFamily } from '@tradingboost/redis-keys'

/** The milliseconds that the catalogue gives a family's keys. Throws a TypeError for a family whose keys stay. */
export function lifetimeMs({ name, lifetime }: AnyKeyFamily): number {
  if (lifetime.kind === 'expires-after' || lifetime.kind === 'expires-once-done') return lifetime.ms
  throw new TypeError(`${name} does not expire (${lifetime.kind}): do not ask for its milliseconds`)
}
