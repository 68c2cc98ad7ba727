export {
  rejectReasons,
  type CancelOutcome,
  type Exchange,
  type ExchangeEvent,
  type Market,
  type RejectReason,
  type SubmitOutcome,
  type Subscription,
} from './exchange.ts'
export { generateCandles, type GeneratedMarket } from './feed/generated.ts'
export {
  inspectRecording,
  readCandles,
  recordingColumns,
  type RecordedCandlesOptions,
  type RecordingSummary,
} from './feed/recorded.ts'
export { connectPaperExchange, type PaperExchangeClientOptions } from './paper/client.ts'
export { createPaperExchange } from './paper/create-paper-exchange.ts'
export { defaultFeeRates, type FeeRates } from './paper/fee-model.ts'
export { fetchAccountBook, fetchPaperStatus } from './paper/fetch-audit.ts'
export { defaultFillModel, type FillModel } from './paper/fill-model.ts'
export { instrumentFor } from './paper/instrument-for.ts'
export { defaultMarginRules, type MarginRules } from './paper/margin-account.ts'
export type {
  AccountBook,
  MarketStatus,
  PaperExchange,
  PaperExchangeOptions,
  PlayOptions,
  SeatHold,
  SubscriberStatus,
} from './paper/paper-exchange.ts'
export type { PaperStatus } from './paper/protocol.ts'
export { startPaperExchangeServer, type PaperExchangeServer, type PaperExchangeServerOptions } from './paper/server.ts'
export {
  wireCandle,
  wireFillId,
  wireMoney,
  wireOrder,
  wirePosition,
  wireQuantity,
  wireTime,
} from './paper/wire-records.ts'
