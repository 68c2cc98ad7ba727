import type { ExchangeName } from '@tradingboost/domain'

/** Whose records they are: one user at one exchange. */
export interface Account {
  readonly userId: string
  readonly exchange: ExchangeName
}
