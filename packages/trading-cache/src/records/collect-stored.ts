import { TradingError } from '@tradingboost/domain'
import type { StoredList } from './stored.ts'

/** Reads each entry; what its schema refuses is set apart instead of failing the list, what is undefined is left out. */
export function collectStored<Entry, Item>(
  entries: readonly Entry[],
  read: (entry: Entry, at: number) => Item | undefined,
): StoredList<Item> {
  const items: Item[] = []
  const quarantined: TradingError[] = []
  for (const [at, entry] of entries.entries()) {
    try {
      const item = read(entry, at)
      if (item !== undefined) items.push(item)
    } catch (error) {
      if (!(error instanceof TradingError) || error.code !== 'stored-value-invalid') throw error
      quarantined.push(error)
    }
  }
  return { items, quarantined }
}
