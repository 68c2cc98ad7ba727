import { setImmediate as nextTurn } from 'node:timers/promises'
import { leastWidth } from './decide-width.ts'

/**
 * Does a work for each item, so many at a time, in order of their beginning; rejects with the first failure. Each begins
 * in a turn of the event loop of its own: what it asks leaves before the next one is worked on, so that server and program
 * work at the same time.
 */
export async function sideBySide<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
  width = leastWidth,
): Promise<readonly Result[]> {
  const results: Result[] = []
  let next = 0
  const worker = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) {
      const item = items[at]
      if (item === undefined) continue
      await nextTurn()
      results[at] = await work(item)
    }
  }
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker))
  return results
}
