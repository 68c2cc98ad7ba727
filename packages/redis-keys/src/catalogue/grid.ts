import { z } from 'zod'
import { second } from '../define/duration.ts'
import { persistent, persistentOnceWritten } from '../define/lifetime.ts'
import { hash, json, set, string, zset } from '../define/value-shape.ts'
import { defineKey } from '../language.ts'
import { decimalText, someText } from './stored-text.ts'

/** Whether an order rests at a level of the grid: our programs write 0 and 1, a moved hash keeps the original's words. */
export const levelPlacedText = z.enum(['0', '1', 'false', 'true'])

/** What waits to take profit at a level of the grid, in JSON; amounts are decimal texts. */
export const levelTakeProfit = z.object({
  clientOrderId: someText,
  side: z.enum(['buy', 'sell']),
  quantity: decimalText,
  targetPrice: decimalText,
  active: z.boolean(),
})

/** What a level of the grid holds. */
export const gridLevelRecord = z.object({
  entry_price: z.string(),
  position_size: z.string(),
  grid_count: z.string(),
  pnl: z.string(),
  execution_time: z.string(),
})

const tradingDay = string(
  z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, 'not a day such as 2026-11-23')
    .describe('day such as 2026-11-23'),
)
const grid = { lifetime: persistent, owner: 'grid', status: 'active' } as const

/** The resting orders of a grid by price. */
export const gridOrders = defineKey({
  ...grid,
  name: 'gridOrders',
  template: 'orders:<exchange>:user:<userId>:symbol:<symbol>:orders',
  lifetime: persistentOnceWritten(45 * second, 'of the list of prices'),
  value: zset(string(someText), 'limit price in quote currency, as a double; the exact price stands in the order'),
  replaces: ['legacyOrderIds', 'placedPrices'],
  summary: 'Client order ids of the resting orders of one grid, by price.',
  note: 'The original kept a JSON list of prices under this name.',
})

/** Which levels of a grid have an order at the exchange. */
export const orderPlaced = defineKey({
  ...grid,
  name: 'orderPlaced',
  template: 'orders:<exchange>:user:<userId>:symbol:<symbol>:order_placed',
  lifetime: persistentOnceWritten(890 * second, 'of legacyOrderPlaced'),
  value: hash(z.object({}), { rest: levelPlacedText }),
  replaces: ['legacyOrderPlaced', 'levelPlacedByHelpers'],
  summary: 'Level to "1" while an order of the grid rests there, else "0".',
  note: 'The original also wrote prices as fields; its "true" and "false" mean 1 and 0, and stand where they were moved.',
})

/** The orders of a grid as the exchange knows them. */
export const orderPlacedIndex = defineKey({
  ...grid,
  name: 'orderPlacedIndex',
  template: 'orders:<exchange>:user:<userId>:symbol:<symbol>:order_placed_index',
  lifetime: persistentOnceWritten(120 * second, 'of the hash of levels'),
  value: set(string(someText)),
  summary: 'Client order ids of the orders of one grid that rest at the exchange.',
  note: 'The original kept a hash of level to "true" or "false" under this name.',
})

/** What one level of a grid holds. */
export const activeGridLevel = defineKey({
  ...grid,
  name: 'activeGridLevel',
  template: '<exchange>:user:<userId>:symbol:<symbol>:active_grid:<level>',
  value: hash(gridLevelRecord.partial(), { rest: z.string() }),
  replaces: ['legacyActiveGrid'],
  summary: 'Entry price, size and profit of one level of a grid; each field is JSON text, as the original wrote it.',
})

/** What waits to take profit, per level. */
export const takeProfits = defineKey({
  ...grid,
  name: 'takeProfits',
  template: '<exchange>:user:<userId>:symbol:<symbol>:take_profits',
  value: hash(z.object({}), { rest: z.string() }),
  replaces: ['gridSymbolState'],
  summary: 'Level to the take-profit that waits there, as JSON of levelTakeProfit.',
})

/** The symbols on which a user's grids run. */
export const runningSymbols = defineKey({
  ...grid,
  name: 'runningSymbols',
  template: 'running_symbols:<exchange>:<userId>',
  value: json(z.array(z.string())),
  summary: 'Symbols on which grids of one user run.',
})

/** What a user traded of a symbol, per day. */
export const userVolume = defineKey({
  ...grid,
  name: 'userVolume',
  template: '<exchange>:user:<userId>:volume:<symbol>',
  value: zset(tradingDay, 'quantity traded on that day (UTC)'),
  replaces: ['gridSymbolVolume'],
  summary: 'Traded quantity of one user and symbol, per day.',
})

/** What all users traded of a symbol, per day. */
export const exchangeVolume = defineKey({
  ...grid,
  name: 'exchangeVolume',
  template: '<exchange>:symbol:<symbol>',
  value: zset(tradingDay, 'quantity traded on that day (UTC)'),
  summary: 'Traded quantity of one symbol over all users, per day.',
})

/** What a user earned on a symbol, per day. */
export const userPnl = defineKey({
  ...grid,
  name: 'userPnl',
  template: '<exchange>:user:<userId>:pnl:<symbol>',
  value: zset(tradingDay, 'realized PnL of that day (UTC) in settle currency'),
  summary: 'Realized PnL of one user and symbol, per day.',
})

/** What all users earned on a symbol, per day. */
export const exchangePnl = defineKey({
  ...grid,
  name: 'exchangePnl',
  template: '<exchange>:pnl:<symbol>',
  value: zset(tradingDay, 'realized PnL of that day (UTC) in settle currency'),
  summary: 'Realized PnL of one symbol over all users, per day.',
})
