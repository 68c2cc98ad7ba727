/** How many scripts are under way beside the server: enough to keep it busy, few enough that others get their turn. */
export const leastWidth = 4
/** At a rate nobody has to wait for more than one script. */
const pacedWidth = 1
const mostWidth = 32

/**
 * How many scripts are under way at a time where the way takes so long, there and back: what is on its way keeps nobody
 * waiting. It has to be the shortest time seen, for a busy server takes long too, and would be made busier. A rate of 0 is
 * no limit.
 */
export function decideWidth(shortestMs: number, rate: number): number {
  const least = rate > 0 ? pacedWidth : leastWidth
  return Math.min(mostWidth, Math.ceil(least * (1 + Math.max(0, shortestMs))))
}
