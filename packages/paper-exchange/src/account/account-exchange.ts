import { TradingError, type ExchangeName, type UserId } from '@tradingboost/domain'
import type { Exchange } from '@tradingboost/exchange'
import type { Markets } from '../market/markets.ts'
import type { PaperAccount } from './paper-account.ts'
import type { PaperExchange } from '../paper-exchange.ts'

/** The port over one account of a paper exchange in this process. */
export function createAccountExchange(setup: {
  readonly name: ExchangeName
  readonly user: UserId
  readonly account: PaperAccount
  readonly markets: Markets
  readonly connect: PaperExchange['connect']
}): Exchange {
  const { account, markets } = setup
  const { ledger } = account
  const leaving = new Set<() => void>()
  return {
    name: setup.name,
    async instrument(symbol) {
      const instrument = markets.instruments.get(symbol)
      if (instrument !== undefined) return instrument
      const message = `${symbol} is not traded at the paper exchange: use one of ${[...markets.instruments.keys()].join(', ')}`
      throw new TradingError('unknown-instrument', message, { retry: 'never', details: { symbol } })
    },
    submit: async (request) => account.submit(request),
    cancel: async (symbol, clientOrderId) => account.cancel(symbol, clientOrderId),
    amend: async (symbol, clientOrderId, amendment) => account.amend(symbol, clientOrderId, amendment),
    submitMany: async (requests) => requests.map((request) => account.submit(request)),
    cancelAll: async (symbol) => ({ kind: 'canceled', orders: account.cancelAll(symbol) }),
    prepare: async (symbol, terms) => account.prepare(symbol, terms),
    keepAlive: async (seconds) => account.keepAlive(seconds),
    order: async (clientOrderId) => ledger.order(clientOrderId),
    openOrders: async (symbol) => ledger.restingOrders(symbol).map(({ order }) => order),
    async fillsAfter(fillId) {
      const fills = ledger.fills()
      if (fillId === undefined) return [...fills]
      const known = fills.findIndex((fill) => fill.fillId === fillId)
      if (known >= 0) return fills.slice(known + 1)
      const message = `the account has no fill ${fillId}: ask for all fills instead`
      throw new TradingError('not-found', message, { retry: 'never', details: { fillId } })
    },
    positions: async () => ledger.positions(),
    balance: async () => ledger.balance,
    async candles(symbol, timeframe, limit) {
      const market = markets.of(symbol)
      if (market.timeframe === timeframe) return market.latest(limit)
      const message = `${symbol} has ${market.timeframe} candles here, not ${timeframe}: ask for ${market.timeframe}`
      throw new TradingError('exchange-refused', message, { retry: 'never', details: { symbol, timeframe } })
    },
    async subscribe(market, onEvent) {
      const { leave } = setup.connect(setup.user, market, onEvent)
      leaving.add(leave)
      return {
        async close() {
          leave()
          leaving.delete(leave)
        },
      }
    },
    async close() {
      for (const leave of leaving) leave()
      leaving.clear()
    },
  }
}
