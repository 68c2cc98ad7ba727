import {
  clientOrderId,
  decimal,
  epochMs,
  price,
  quantity,
  timeframeMs,
  userId,
  type Candle,
  type Decimal,
  type Instrument,
  type OrderRequest,
  type OrderSide,
  type OrderType,
  type PositionSide,
  type Timeframe,
  type UserId,
} from '@tradingboost/domain'
import type { Exchange, ExchangeEvent } from '../exchange.ts'
import type { SubmitOutcome } from '../outcomes.ts'

/** The terms that every adapter is opened with. */
export interface SuiteTerms {
  readonly instrument: Instrument
  readonly timeframe: Timeframe
  /** Starting balances. */
  readonly accounts: Readonly<Record<string, { readonly balance: Decimal }>>
  /** Shares of a fill's notional. */
  readonly fees: { readonly maker: Decimal; readonly taker: Decimal }
  readonly margin: { readonly leverage: Decimal; readonly maintenanceRate: Decimal }
}

/** An adapter under test, with its market in our hand. */
export interface SuiteExchange {
  readonly connect: (user: UserId) => Promise<Exchange>
  /** Closes the next candle; resolves when every subscriber has acknowledged. */
  readonly advance: (candle: Candle) => Promise<void>
  readonly end: () => Promise<void>
  /** Stops and resumes trading of the symbol, for exchanges that let a test do so. */
  readonly suspend?: (isSuspended: boolean) => Promise<void>
  readonly close: () => Promise<void>
}

/** One numbered rule that every adapter keeps. */
export interface SuiteCase {
  readonly id: `TC-${string}`
  readonly rule: string
  readonly run: (desk: SuiteDesk) => Promise<void>
}

/** Ticks of 0.1, lots of 1, 300 USDT at least, leverage 10. */
export const suiteTerms: SuiteTerms = {
  instrument: {
    exchange: 'okx',
    symbol: 'TST-USDT-SWAP',
    kind: 'swap',
    base: 'TST',
    quote: 'USDT',
    settle: 'USDT',
    tickSize: decimal('0.1'),
    lotSize: decimal(1),
    minQuantity: quantity(2),
    minNotional: decimal(300),
    contractSize: decimal(1),
  },
  timeframe: '5m',
  accounts: { '1001': { balance: decimal(10_000) }, '1002': { balance: decimal(10_000) } },
  fees: { maker: decimal('0.0002'), taker: decimal('0.0005') },
  margin: { leverage: decimal(10), maintenanceRate: decimal('0.005') },
}

type Digits = number | string

/** What distinguishes an order in a test; the rest is a buy limit for 10 long. */
export interface PlacedOrder {
  readonly id: string
  readonly symbol?: string
  readonly side?: OrderSide
  readonly positionSide?: PositionSide
  readonly type?: OrderType
  readonly quantity?: Digits
  readonly price?: Digits
  readonly triggerPrice?: Digits
  readonly reduceOnly?: boolean
  readonly postOnly?: boolean
  readonly expireAt?: number
}

export function requestOf(order: PlacedOrder): OrderRequest {
  return {
    clientOrderId: clientOrderId(order.id),
    symbol: order.symbol ?? suiteTerms.instrument.symbol,
    side: order.side ?? 'buy',
    positionSide: order.positionSide ?? 'long',
    type: order.type ?? 'limit',
    quantity: quantity(order.quantity ?? 10),
    ...(order.price === undefined ? {} : { price: price(order.price) }),
    ...(order.triggerPrice === undefined ? {} : { triggerPrice: price(order.triggerPrice) }),
    reduceOnly: order.reduceOnly ?? false,
    postOnly: order.postOnly ?? false,
    ...(order.expireAt === undefined ? {} : { expireAt: epochMs(order.expireAt) }),
  }
}

/** An account that is subscribed and writes down what it sees. */
export interface Trader {
  readonly exchange: Exchange
  readonly events: readonly ExchangeEvent[]
  /** The fills seen so far as `side quantity@price liquidity`. */
  readonly fills: () => readonly string[]
  readonly place: (order: PlacedOrder) => Promise<SubmitOutcome>
  /** Client order ids that rest. */
  readonly resting: () => Promise<readonly string[]>
  /** Open positions as `side quantity@average`. */
  readonly held: () => Promise<readonly string[]>
}

/** Drives one adapter through one case. */
export class SuiteDesk {
  readonly market: SuiteExchange
  #candles = 0

  constructor(market: SuiteExchange) {
    this.market = market
  }

  /** Open, high, low, close; every candle takes five minutes. */
  async candle(prices: readonly [Digits, Digits, Digits, Digits], volume: Digits = 1_000): Promise<void> {
    await this.market.advance(this.nextCandle(prices, volume))
  }

  nextCandle([open, high, low, close]: readonly [Digits, Digits, Digits, Digits], volume: Digits = 1_000): Candle {
    const openAt = epochMs(1_700_000_100_000 + this.#candles * timeframeMs(suiteTerms.timeframe))
    this.#candles += 1
    return {
      openAt,
      open: price(open),
      high: price(high),
      low: price(low),
      close: price(close),
      volume: quantity(volume),
    }
  }

  /** Connects and subscribes; `onEvent` runs after the event is written down. */
  async trader(
    user = '1001',
    subscriber = 'trader',
    onEvent: (event: ExchangeEvent, exchange: Exchange) => Promise<void> = async () => undefined,
  ): Promise<Trader> {
    const exchange = await this.market.connect(userId(user))
    const events: ExchangeEvent[] = []
    const { symbol } = suiteTerms.instrument
    await exchange.subscribe({ symbol, timeframe: suiteTerms.timeframe, subscriber }, async (event) => {
      events.push(event)
      await onEvent(event, exchange)
    })
    return {
      exchange,
      events,
      fills: () =>
        events.flatMap((event) =>
          event.kind === 'fill'
            ? [
                `${event.fill.side} ${event.fill.quantity.toString()}@${event.fill.price.toString()} ${event.fill.liquidity}`,
              ]
            : [],
        ),
      place: (order) => exchange.submit(requestOf(order)),
      resting: async () => (await exchange.openOrders(symbol)).map((order) => order.clientOrderId),
      held: async () =>
        (await exchange.positions())
          .filter((position) => position.quantity.gt(0))
          .map(({ side, quantity: held, averagePrice }) => `${side} ${held.toString()}@${averagePrice.toString()}`),
    }
  }
}
