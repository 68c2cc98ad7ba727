import { assertNever, decimal, TradingError, userId, type Clock } from '@tradingboost/domain'
import { inspectRecording, readCandles, type Exchange } from '@tradingboost/exchange'
import { connectPaperExchange, createPaperExchange, instrumentFor } from '@tradingboost/paper-exchange'
import type { BotConfig } from './bot-environment.ts'

/** An exchange to trade at, and what sets its market going where this process is the market. */
export interface OpenedMarket {
  readonly exchange: Exchange
  /** Call once the bot listens; resolves when the market data is over. Absent where the market moves by itself. */
  readonly play?: () => Promise<void>
}

const replayBalance = decimal(10_000)

/** Opens the exchange that the mode asks for. Throws a TradingError `invalid-config` for a mode that does not exist yet. */
export async function openMarket(config: BotConfig, clock: Clock): Promise<OpenedMarket> {
  const { MODE, EXCHANGE_URL, EXCHANGE_KEY, EXCHANGE, USER_ID } = config
  switch (MODE) {
    case 'paper':
      return {
        exchange: await connectPaperExchange({
          url: EXCHANGE_URL,
          userId: userId(USER_ID),
          clock,
          name: EXCHANGE,
          ...(EXCHANGE_KEY === undefined || EXCHANGE_KEY === '' ? {} : { accountKey: EXCHANGE_KEY }),
        }),
      }
    case 'replay':
      return await openReplay(config)
    case 'live':
      throw invalid('live trading is not built yet: set MODE to paper or replay')
    default:
      return assertNever(MODE)
  }
}

async function openReplay({ CANDLES, SYMBOL, TIMEFRAME, EXCHANGE, USER_ID }: BotConfig): Promise<OpenedMarket> {
  if (CANDLES === undefined) throw invalid('CANDLES is not set: in MODE replay it is the path of a CSV file of candles')
  const { contractSize } = instrumentFor(SYMBOL, { exchange: EXCHANGE })
  const { priceStep, timeframe } = await inspectRecording(CANDLES, { contractSize })
  if (timeframe !== TIMEFRAME) {
    throw invalid(`${CANDLES} holds ${timeframe} candles and TIMEFRAME is ${TIMEFRAME}: set it to ${timeframe}`)
  }
  const paper = createPaperExchange({
    instruments: [instrumentFor(SYMBOL, { exchange: EXCHANGE, priceStep })],
    timeframe,
    accounts: { [USER_ID]: { balance: replayBalance } },
    name: EXCHANGE,
  })
  return {
    exchange: paper.account(userId(USER_ID)),
    play: () => paper.play(readCandles(CANDLES, { contractSize })),
  }
}

const invalid = (message: string): TradingError => new TradingError('invalid-config', message, { retry: 'never' })
