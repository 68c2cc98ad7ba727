import { clientOrderId } from '@tradingboost/domain'
import type { Exchange } from './exchange.ts'
import type { SubmitOutcome } from './outcomes.ts'

declare const exchange: Exchange
declare const outcome: SubmitOutcome

// A client order id is named as one.
void exchange.order(clientOrderId('b1'))
// @ts-expect-error a plain string is no client order id
void exchange.order('b1')

// An outcome is read after its kind.
if (outcome.kind === 'accepted') void outcome.order
// @ts-expect-error an unknown outcome has no order, so the kind comes first
void outcome.order
