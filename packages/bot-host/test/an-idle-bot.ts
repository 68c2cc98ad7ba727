import { botId, money, userId } from '@tradingboost/domain'
import { z } from 'zod'
import type { BotPart } from '../src/host-bot.ts'
import { plainOrderRecords } from '../src/index.ts'

/** A bot that decides nothing: for what its host does around it. */
export function anIdleBot(): BotPart<object, object> {
  const bot = {
    botId: botId('idle-7-XRP-USDT-SWAP'),
    userId: userId('7'),
    exchange: 'okx',
    symbol: 'XRP-USDT-SWAP',
    timeframe: '5m',
    tag: 'idle',
  } as const
  return {
    bot,
    strategy: {
      name: 'idle',
      memorySchema: z.object({}),
      initialMemory: () => ({}),
      decide: ({ memory }) => ({ memory, wanted: new Map(), reasons: [] }),
    },
    settings: {},
    historyLength: 1,
    limits: { maxNotional: money('1000'), maxOpenOrders: 10 },
    leaseMs: 10_000,
    openOrderRecords: plainOrderRecords,
    asTradingStatus: false,
  }
}
