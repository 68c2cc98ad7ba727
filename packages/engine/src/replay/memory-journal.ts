import { fresh, isOpen, type ClientOrderId, type Order, type TradingEvent } from '@tradingboost/domain'
import { encodeRestartMemory } from '../restart-memory.ts'
import type { Journal } from '../journal.ts'

/** A journal in this process, and what stands in it. */
export interface MemoryJournal<Memory> extends Journal<Memory> {
  readonly events: readonly TradingEvent[]
}

/** Keeps a journal in this process: for replays, which need no records after their end. */
export function createMemoryJournal<Memory>(): MemoryJournal<Memory> {
  const events: TradingEvent[] = []
  const open = new Map<ClientOrderId, { readonly order: Order; readonly leg: string }>()
  let stored: string | undefined

  return {
    events,
    load: async () => (stored === undefined ? undefined : fresh<unknown>(JSON.parse(stored))),
    openOrders: async () => fresh([...open.values()]),
    record: async (happened, state) => {
      stored = JSON.stringify(encodeRestartMemory(state))
      for (const event of happened) {
        events.push(event)
        if (!('order' in event)) continue
        const { order, leg } = event
        if (isOpen(order.status)) open.set(order.clientOrderId, { order, leg })
        else open.delete(order.clientOrderId)
      }
    },
  }
}
