import type { Fresh, Order, Reading } from '@tradingboost/domain'
import type { Journal } from './journal.ts'

declare const journal: Journal<object>
declare const readMemory: () => Promise<Reading<unknown>>
declare const readOrders: () => Promise<Reading<readonly { readonly order: Order; readonly leg: string }[]>>
declare const freshMemory: () => Promise<Fresh<unknown>>

void ({ ...journal, load: freshMemory } satisfies Journal<object>)
// @ts-expect-error a bot does not go on from a memory that may be stale
void ({ ...journal, load: readMemory } satisfies Journal<object>)
// @ts-expect-error nor from orders that may be
void ({ ...journal, openOrders: readOrders } satisfies Journal<object>)
