/** How many keys are worked on at a time beside the server: enough to keep it busy, few enough that others get their turn. */
export const leastWidth = 3
const mostWidth = 32

/**
 * How many keys are worked on at a time over a way that takes so long, there and back: what is on its way keeps nobody
 * waiting. It has to be the shortest time seen, for a busy server takes long too, and would be made busier.
 */
export function decideWidth(shortestMs: number): number {
  return Math.min(mostWidth, Math.ceil(leastWidth * (1 + Math.max(0, shortestMs))))
}
