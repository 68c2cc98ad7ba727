import { TradingError } from '@tradingboost/domain'
import { createAccountExchange } from './account/account-exchange.ts'
import { createMarketGate } from './market/market-gate.ts'
import { MarketPlay } from './market/market-play.ts'
import { Markets } from './market/markets.ts'
import { Members, type Member } from './account/members.ts'
import type { AccountBook, PaperExchange, PaperExchangeOptions } from './paper-exchange.ts'

/** Opens a paper exchange; time is the candles' and nothing happens between calls. */
export function createPaperExchange(options: PaperExchangeOptions): PaperExchange {
  const { name = 'okx', timeframe = '5m', instruments } = options
  const playedSymbol = instruments[0].symbol
  const markets = new Markets(instruments, timeframe)
  const members = new Members(options, markets)
  const market = new MarketPlay(markets, members, options.funding)
  const gate = createMarketGate()
  const connect = connectTo(markets, members, market, () => gate.admit())

  return {
    name,
    instruments,
    timeframe,
    userIds: members.userIds,
    account: (user) => createAccountExchange({ name, user, account: members.of(user).account, markets, connect }),
    advance: (candle, symbol = playedSymbol) => market.advance(candle, symbol),
    end: () => market.end(),
    suspend: (symbol = playedSymbol) => market.suspend(symbol, 'suspended'),
    resume: (symbol = playedSymbol) => market.suspend(symbol, 'live'),
    play: (candles, { symbol = playedSymbol, ...play } = {}) => market.play(candles, symbol, play),
    whenSubscribed: (expected) =>
      gate.until(() => {
        const there = members.subscribers().filter(({ state }) => state === 'present')
        if (typeof expected === 'number') return there.length >= expected
        return expected.every((wanted) => there.some(({ subscriber }) => subscriber === wanted))
      }),
    book: (user) => bookOf(members.of(user)),
    status(symbol = playedSymbol) {
      const { count, now, lastCandle } = markets.of(symbol)
      const [ended, subscribers] = [market.hasEnded, members.subscribers()]
      return { symbol, candle: count, ended, time: now, lastPrice: lastCandle?.close, subscribers }
    },
    connect,
  }
}

const connectTo =
  (markets: Markets, members: Members, played: MarketPlay, admit: () => void): PaperExchange['connect'] =>
  (user, market, onEvent, takeOver) => {
    const { timeframe } = markets.of(market.symbol)
    if (timeframe !== market.timeframe) {
      const message = `${market.symbol} has ${timeframe} candles here, not ${market.timeframe}: subscribe to ${timeframe}`
      throw new TradingError('exchange-refused', message, { retry: 'never', details: { ...market } })
    }
    const { delivery } = members.of(user)
    const seat = delivery.join(market, onEvent, takeOver !== undefined)
    if (played.hasEnded && !delivery.isAwaiting(seat)) delivery.announce({ kind: 'end' }, market.symbol, seat)
    admit()
    return { lose: () => seat.vacate(onEvent), leave: () => delivery.leave(seat, onEvent) }
  }

function bookOf({ account }: Member): AccountBook {
  const { ledger } = account
  return {
    orders: [...ledger.revisions()],
    duplicates: [...ledger.duplicates()],
    fills: [...ledger.fills()],
    funding: ledger.funding,
    shortfall: ledger.shortfall,
    positions: [...ledger.positions()],
    balance: ledger.balance,
    equity: account.equity(),
  }
}
