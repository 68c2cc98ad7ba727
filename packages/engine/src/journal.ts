import type { Fresh, Order, TradingEvent } from '@tradingboost/domain'
import type { EngineState } from './engine-state.ts'

/**
 * Where a bot records what it intends and what happened, before anything is sent: Redis, or this process in replays.
 * Every call throws a TradingError when it could not look or write; advice `never` ends the bot.
 */
export interface Journal<Memory> {
  /**
   * What `encodeRestartMemory` gave last, read back as JSON; undefined when the bot has no past. Orders follow from it, so it
   * must be fresh: an old memory counts client order ids anew and holds positions that are gone.
   */
  load(): Promise<Fresh<unknown> | undefined>
  /** The bot's orders that the records show as open. */
  openOrders(): Promise<Fresh<readonly { readonly order: Order; readonly leg: string }[]>>
  /**
   * Records events, and the state that they led to, such that the state never trails the events. After a `reconciled`
   * event the records hold exactly the orders and positions of the state.
   */
  record(events: readonly TradingEvent[], state: EngineState<Memory>): Promise<void>
}
