export { money, price, quantity, type Money, type Price, type Quantity } from './amounts.ts'
export { assertNever } from './assert-never.ts'
export { botStatuses, type BotStatus } from './bot-status.ts'
export type { Brand } from './brand.ts'
export { candleProblem, timeframeMs, timeframes, type Candle, type Timeframe } from './candle.ts'
export { epochMs, type Clock, type EpochMs } from './clock.ts'
export { Decimal, decimal, zero } from './decimal.ts'
export { exchangeNames, type ExchangeName } from './exchange-name.ts'
export type { Fill } from './fill.ts'
export {
  botId,
  clientOrderId,
  exchangeOrderId,
  fillId,
  userId,
  type BotId,
  type ClientOrderId,
  type ExchangeOrderId,
  type FillId,
  type UserId,
} from './ids.ts'
export { fresh, readingOf, type Fresh, type Reading, type Stale } from './freshness.ts'
export { guardListener } from './guard-listener.ts'
export { notional, pnl, roundToLot, roundToTick, type Instrument } from './instrument.ts'
export { canTransition, isFinal, isOpen, orderStatuses, type OrderStatus } from './order-status.ts'
export { orderTypes, type Order, type OrderRequest, type OrderType } from './order.ts'
export { parsedBy, type IssueContext } from './parsed-by.ts'
export { priceAway } from './price-away.ts'
export { quantityBought } from './quantity-bought.ts'
export { quantityLeft, smallerQuantity } from './quantity-left.ts'
export { applyFill, type FillResult, type Position } from './position.ts'
export { describeServerProblem } from './redis-server/describe-server-problem.ts'
export { judgeServer, type RedisServerNeeds, type RedisServerProblem } from './redis-server/judge-server.ts'
export { factsOfHello, factsOfInfo } from './redis-server/read-server-facts.ts'
export { unknownServer, type RedisServerFacts } from './redis-server/server-facts.ts'
export { describeRedisAddress, type RedisAddress } from './redis-address/redis-address.ts'
export { parseRedisAddress, type AddressSurroundings, type TlsFiles } from './redis-address/parse-redis-address.ts'
export { redisTlsOptions, type RedisTlsOptions } from './redis-address/tls-options.ts'
export {
  closingSide,
  direction,
  openingSide,
  orderSides,
  positionSides,
  type OrderSide,
  type PositionSide,
  type ReportedSide,
} from './side.ts'
export { SimulatedClock } from './simulated-clock.ts'
export type { SymbolParts } from './symbol/symbol-parts.ts'
export { parseSymbol, toNativeSymbol, toUnifiedSymbol } from './symbol/symbol.ts'
export { parseUnifiedSymbol, unifiedSymbol } from './symbol/unified-symbol.ts'
export { steadyClock } from './steady-clock.ts'
export { systemClock } from './system-clock.ts'
export { TradingError, type RetryAdvice, type TradingErrorCode, type TradingErrorOptions } from './trading-error.ts'
export type { TradingEvent } from './trading-event.ts'

export type { JsonObject, JsonValue } from './json/json-value.ts'
export { LosslessNumber } from './json/lossless-number.ts'
export { parseJson, readJson, whyInvalid, type ParsedJson } from './json/parse-json.ts'
export { readTogether } from './json/read-together.ts'
export { stringifyJson } from './json/stringify-json.ts'
