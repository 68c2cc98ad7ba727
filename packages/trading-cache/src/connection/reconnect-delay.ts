const firstMs = 50
const longestMs = 2_000

/**
 * How long to wait before the attempt: doubles from 50 ms to 2 s, of which the second half is chance, so that processes
 * that lost the same server do not come back in one wave. `random` yields [0, 1).
 */
export function reconnectDelay(attempt: number, random: () => number): number {
  const ceilingMs = Math.min(longestMs, firstMs * 2 ** Math.max(0, attempt - 1))
  return Math.round(ceilingMs / 2 + (ceilingMs / 2) * random())
}
