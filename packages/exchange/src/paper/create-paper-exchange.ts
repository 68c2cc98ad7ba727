import {
  candleProblem,
  epochMs,
  TradingError,
  userId,
  type Candle,
  type Decimal,
  type EpochMs,
  type UserId,
} from '@tradingboost/domain'
import { AccountDelivery } from './account-delivery.ts'
import { createAccountExchange } from './account-exchange.ts'
import { defaultFeeRates } from './fee-model.ts'
import { defaultFillModel } from './fill-model.ts'
import { defaultMarginRules } from './margin-account.ts'
import { MarketData } from './market-data.ts'
import { createMarketGate } from './market-gate.ts'
import { PaperAccount } from './paper-account.ts'
import type { PaperExchange, PaperExchangeOptions, SubscriberStatus } from './paper-exchange.ts'

interface Desk {
  readonly userId: UserId
  readonly account: PaperAccount
  readonly delivery: AccountDelivery
}

/** Opens a paper exchange; time is the candles' and nothing happens between calls. */
export function createPaperExchange(options: PaperExchangeOptions): PaperExchange {
  const name = options.name ?? 'okx'
  const timeframe = options.timeframe ?? '5m'
  const playedSymbol = options.instruments[0].symbol
  const instruments = new Map(options.instruments.map((instrument) => [instrument.symbol, instrument]))
  const markets = new Map(options.instruments.map(({ symbol }) => [symbol, new MarketData(symbol, timeframe)]))
  const gate = createMarketGate()
  let ended = false
  const now = (): EpochMs => epochMs(Math.max(...[...markets.values()].map((market) => market.now)))

  const openDesk = (user: UserId, balance: Decimal): Desk => {
    const delivery = new AccountDelivery()
    const account = new PaperAccount({
      balance,
      margin: options.margin ?? defaultMarginRules,
      fees: options.fees ?? defaultFeeRates,
      fillModel: options.fillModel ?? defaultFillModel,
      instruments,
      markets,
      now,
      tell: (event) => delivery.tell(event),
    })
    return { userId: user, account, delivery }
  }
  const desks = new Map(
    Object.entries(options.accounts).map(([id, { balance }]) => [userId(id), openDesk(userId(id), balance)] as const),
  )

  const deskOf = (user: UserId): Desk => {
    const desk = desks.get(user)
    if (desk !== undefined) return desk
    throw new TradingError(
      'not-found',
      `no account ${user} at the paper exchange: use one of ${[...desks.keys()].join(', ')}`,
      {
        retry: 'never',
        details: { userId: user },
      },
    )
  }
  const marketOf = (symbol: string): MarketData => {
    const market = markets.get(symbol)
    if (market !== undefined) return market
    throw new TradingError(
      'unknown-instrument',
      `${symbol} is not traded at the paper exchange: use one of ${[...markets.keys()].join(', ')}`,
      { retry: 'never', details: { symbol } },
    )
  }

  const settled = async (): Promise<void> => {
    await Promise.all([...desks.values()].map(({ delivery }) => delivery.settled()))
  }

  const connect: PaperExchange['connect'] = (user, market, onEvent, takeOver) => {
    if (marketOf(market.symbol).timeframe !== market.timeframe) {
      const message = `${market.symbol} has ${timeframe} candles here, not ${market.timeframe}: subscribe to ${timeframe}`
      throw new TradingError('exchange-refused', message, { retry: 'never', details: { ...market } })
    }
    const { delivery } = deskOf(user)
    const seat = delivery.join(market, onEvent, takeOver !== undefined)
    if (ended && !delivery.isAwaiting(seat)) delivery.announce({ kind: 'end' }, market.symbol, seat)
    gate.admit()
    return { lose: () => seat.vacate(onEvent), leave: () => delivery.leave(seat, onEvent) }
  }

  const advance: PaperExchange['advance'] = async (candle, symbol = playedSymbol) => {
    if (ended) throw new TradingError('conflict', 'the market has ended: open a new paper exchange', { retry: 'never' })
    const market = marketOf(symbol)
    assertNext(market, candle)
    await settled()
    const index = market.count
    market.append(candle)
    for (const { account } of desks.values()) account.walk(symbol, candle)
    for (const { delivery } of desks.values())
      delivery.announce({ kind: 'candle', symbol, timeframe, candle, index }, symbol)
    await settled()
  }

  const end: PaperExchange['end'] = async () => {
    await settled()
    ended = true
    for (const { delivery } of desks.values()) {
      for (const symbol of markets.keys()) delivery.announce({ kind: 'end' }, symbol)
    }
    await settled()
  }

  const subscribers = (): readonly SubscriberStatus[] =>
    [...desks.values()].flatMap(({ userId: user, delivery }) =>
      delivery.seats().map((seat) => ({
        userId: user,
        subscriber: seat.market.subscriber,
        state: seat.isPresent ? 'present' : 'missing',
      })),
    )

  return {
    name,
    instruments: options.instruments,
    timeframe,
    userIds: [...desks.keys()],
    account: (user) => {
      const desk = deskOf(user)
      return createAccountExchange({ name, user, account: desk.account, instruments, marketOf, connect })
    },
    advance,
    end,
    async play(candles, { symbol, pace, signal } = {}) {
      for await (const candle of candles) {
        await pace?.()
        if (signal?.aborted === true) return
        await advance(candle, symbol)
      }
      await end()
    },
    whenSubscribed: (expected) =>
      gate.until(() => {
        const present = subscribers().map(({ subscriber }) => subscriber)
        return typeof expected === 'number'
          ? present.length >= expected
          : expected.every((wanted) => present.includes(wanted))
      }),
    book(user) {
      const { account } = deskOf(user)
      const { ledger } = account
      return {
        orders: [...ledger.revisions()],
        duplicates: [...ledger.duplicates()],
        fills: [...ledger.fills()],
        positions: [...ledger.positions()],
        balance: ledger.balance,
        equity: account.equity(),
      }
    },
    status(symbol = playedSymbol) {
      const market = marketOf(symbol)
      return {
        symbol,
        candle: market.count,
        ended,
        time: market.now,
        lastPrice: market.lastCandle?.close,
        subscribers: subscribers(),
      }
    },
    connect,
  }
}

function assertNext(market: MarketData, candle: Candle): void {
  const before = market.lastCandle
  const problem =
    candleProblem(candle) ??
    (before !== undefined && candle.openAt <= before.openAt ? 'it does not come after the candle before it' : undefined)
  if (problem === undefined) return
  throw new TradingError(
    'invalid-candles',
    `candle ${String(market.count + 1)} of ${market.symbol}: ${problem}: correct the data`,
    {
      retry: 'never',
      details: { symbol: market.symbol, openAt: candle.openAt },
    },
  )
}
