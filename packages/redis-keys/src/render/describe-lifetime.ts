import { day, hour, minute, second } from '../define/duration.ts'
import type { Lifetime } from '../define/lifetime.ts'

/** How long a key stands, in a few words. */
export function describeLifetime(lifetime: Lifetime): string {
  switch (lifetime.kind) {
    case 'persistent':
      return lifetime.moved === undefined
        ? 'until somebody removes it'
        : `until somebody removes it; a moved one, until it is written, what remained ${lifetime.moved.from}, at most ${describeDuration(lifetime.moved.ms)}`
    case 'expires-after':
      return `${describeDuration(lifetime.ms)} after each write`
    case 'expires-once-done':
      return `${describeDuration(lifetime.ms)} after ${lifetime.doneWhen}; until then it stays`
    case 'varies':
      return `varies: ${lifetime.because}`
  }
}

function describeDuration(ms: number): string {
  const units = [
    [day, 'd'],
    [hour, 'h'],
    [minute, 'min'],
    [second, 's'],
  ] as const
  const [size, name] = units.find(([unit]) => ms % unit === 0) ?? [1, 'ms']
  return `${ms / size} ${name}`
}
