export {
  rejectReasons,
  type Amendment,
  type AmendOutcome,
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
