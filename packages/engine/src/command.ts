import type { ClientOrderId } from '@tradingboost/domain'
import type { ApprovedRequest } from './risk/assess-risk.ts'

/** What is sent to the exchange, after the intent is recorded. */
export type Command =
  | { readonly kind: 'submit'; readonly request: ApprovedRequest }
  | { readonly kind: 'cancel'; readonly symbol: string; readonly clientOrderId: ClientOrderId }
