import type { ClientOrderId } from '@tradingboost/domain'
import type { Amendment } from '@tradingboost/exchange'
import type { ApprovedRequest } from './risk/assess-risk.ts'

/** What is sent to the exchange, after the intent is recorded. */
export type Command =
  | { readonly kind: 'submit'; readonly request: ApprovedRequest }
  | {
      readonly kind: 'amend'
      readonly symbol: string
      readonly clientOrderId: ClientOrderId
      readonly amendment: Amendment
      /** Whether the order may only shrink a position. */
      readonly reduceOnly: boolean
    }
  | { readonly kind: 'cancel'; readonly symbol: string; readonly clientOrderId: ClientOrderId }
