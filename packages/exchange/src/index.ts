export type { Exchange, ExchangeEvent, Market, Subscription } from './exchange.ts'
export {
  rejectReasons,
  type Amendment,
  type AmendOutcome,
  type CancelAllOutcome,
  type CancelOutcome,
  type KeepAliveOutcome,
  type PrepareOutcome,
  type RawAnswer,
  type RejectReason,
  type SubmitOutcome,
  type TradingTerms,
} from './outcomes.ts'
export { generateCandles, type GeneratedMarket } from './feed/generated.ts'
export {
  inspectRecording,
  readCandles,
  recordingColumns,
  type RecordedCandlesOptions,
  type RecordingSummary,
} from './feed/recorded.ts'
export {
  wireCandle,
  wireClientOrderId,
  wireDecimal,
  wireFill,
  wireFillId,
  wireInstrument,
  wireMoney,
  wireOrder,
  wireOrderRequest,
  wirePosition,
  wirePrice,
  wireQuantity,
  wireSymbol,
  wireTime,
  wireTimeframe,
  wireUserId,
} from './records/wire-records.ts'
