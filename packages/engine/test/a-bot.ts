import { botId, money, userId } from '@tradingboost/domain'
import type { BotIdentity, EngineContext } from '../src/index.ts'
import { eachCandle, type EachCandleMemory, type EachCandleSettings } from './each-candle.ts'

export const aBot: BotIdentity = {
  botId: botId('hyperrsi-1001-XRP-USDT-SWAP'),
  userId: userId('1001'),
  exchange: 'okx',
  symbol: 'XRP-USDT-SWAP',
  timeframe: '5m',
  tag: 'hr',
}

export const aContext: EngineContext<EachCandleSettings, EachCandleMemory> = {
  bot: aBot,
  strategy: eachCandle,
  settings: { side: 'long', quantity: '1' },
  limits: { maxNotional: money('1000'), maxOpenOrders: 10 },
}
