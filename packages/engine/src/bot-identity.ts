import type { BotId, ExchangeName, Timeframe, UserId } from '@tradingboost/domain'

/** Who trades what, where. */
export interface BotIdentity {
  readonly botId: BotId
  readonly userId: UserId
  readonly exchange: ExchangeName
  readonly symbol: string
  readonly timeframe: Timeframe
  /** Opens every client order id of the bot; unique within the account. */
  readonly tag: string
}
