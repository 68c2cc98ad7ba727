export { connectPaperExchange, type PaperExchangeClientOptions } from './client/client.ts'
export { createPaperExchange } from './create-paper-exchange.ts'
export { defaultFeeRates, type FeeRates } from './matching/fee-model.ts'
export { fetchAccountBook, fetchPaperStatus } from './client/fetch-audit.ts'
export { defaultFillModel, type FillModel } from './matching/fill-model.ts'
export { instrumentAssumption, instrumentFor, type InstrumentSources } from './instruments/instrument-for.ts'
export { parseListedInstruments, type ListedInstruments } from './instruments/listed-instruments.ts'
export { defaultMarginRules, type MarginRules } from './account/margin-account.ts'
export type { FundingRate, FundingSchedule } from './market/funding-schedule.ts'
export type { AckLimit } from './delivery/ack-limit.ts'
export type {
  AccountBook,
  MarketStatus,
  PaperExchange,
  PaperExchangeOptions,
  PlayOptions,
  SeatHold,
  SubscriberStatus,
} from './paper-exchange.ts'
export type { PaperStatus } from './protocol/protocol.ts'
