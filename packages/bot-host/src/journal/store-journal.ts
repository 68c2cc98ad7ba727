import {
  fresh,
  isOpen,
  TradingError,
  type BotStatus,
  type Candle,
  type Clock,
  type Order,
  type Position,
  type TradingEvent,
} from '@tradingboost/domain'
import { encodeRestartMemory, type BotIdentity, type EngineState, type Journal } from '@tradingboost/engine'
import {
  createBotStore,
  createOrderStore,
  createPositionStore,
  createPriceStore,
  type Fence,
  type LayoutWatch,
  type RedisConnection,
  type StoredOrder,
} from '@tradingboost/trading-cache'
import type { Lease } from '../lease/hold-lease.ts'
import { statusWord } from '../status-word.ts'
import type { OpenOrderRecords } from './order-records.ts'

export interface StoreJournalSetup {
  readonly connection: RedisConnection
  readonly clock: Clock
  readonly bot: BotIdentity
  readonly lease: Lease
  readonly layouts: LayoutWatch
  readonly openOrderRecords: OpenOrderRecords
  readonly asTradingStatus: boolean
}

/** What a batch of events leaves to be written: of each order, position and price only the last state. */
interface Changes {
  readonly orders: readonly StoredOrder[]
  readonly positions: readonly Position[]
  readonly candle: Candle | undefined
  readonly status: BotStatus | undefined
  readonly isReconciled: boolean
}

/**
 * The journal of a bot in Redis. A record goes out as one batch whose first write is the restart memory: the other records
 * are projections of it, and a crash within the batch is mended by the next start. The lease's fence guards every write but
 * that of the price, which is everybody's; a fence that Redis forgot is taken anew. Where the data may be others than those
 * written last, one record is refused with `redis-unavailable`, so that the bot makes everything agree again.
 */
export function createStoreJournal<Memory>(setup: StoreJournalSetup): Journal<Memory> {
  const { connection, clock, bot, lease } = setup
  const reader = createOrderStore(connection)
  const writer = openWriter<Memory>(setup)
  let mayHaveChanged = false
  connection.watch(({ kind }) => {
    if (kind === 'lost') mayHaveChanged = true
  })

  return {
    load: async () => {
      const askedAt = clock.now()
      const memory = await createBotStore(connection).loadMemory(bot.botId)
      return memory === undefined ? undefined : fresh<unknown>(memory, clock.now() - askedAt)
    },
    openOrders: async () => {
      const askedAt = clock.now()
      const { items } = await reader.listOpen(bot.exchange, bot.symbol)
      const own = items.filter(({ botId }) => botId === bot.botId).map(({ order, leg }) => ({ order, leg }))
      return fresh(own, clock.now() - askedAt)
    },
    record: async (events, state) => {
      if (mayHaveChanged) {
        mayHaveChanged = false
        throw recordsInDoubt(connection, 'the connection was made anew')
      }
      let attempts = 0
      await lease.guard(async (fence) => {
        attempts += 1
        if (attempts > 1) throw recordsInDoubt(connection, 'the lease was not known any more')
        await writer(fence, events, state)
      })
    },
  }
}

/**
 * Behind a new connection may stand a server with other data, and a lease that is gone was lost with other records. The bot
 * takes this for a journal that it could not write: it opens nothing, tries again, and then makes all records agree.
 */
function recordsInDoubt({ address }: RedisConnection, why: string): TradingError {
  return new TradingError(
    'redis-unavailable',
    `the records at ${address} may be lost or of another time, for ${why}: make them agree with the exchange`,
    { retry: 'now', details: { address } },
  )
}

function openWriter<Memory>({ connection, clock, bot, layouts, openOrderRecords, asTradingStatus }: StoreJournalSetup) {
  const account = { userId: bot.userId, exchange: bot.exchange }
  const bots = createBotStore(connection)
  const statusOf = { userId: bot.userId, botId: bot.botId, asTradingStatus }
  const stored = (order: Order, leg: string): StoredOrder => ({ order, leg, botId: bot.botId, ...account })

  return async (fence: Fence, events: readonly TradingEvent[], state: EngineState<Memory>): Promise<void> => {
    const changes = lastStates(events, stored)
    const resting = [...state.orders.values()]
      .filter(({ order }) => order.exchangeOrderId !== undefined && isOpen(order.status))
      .map(({ order, leg }) => stored(order, leg))
    const orders = openOrderRecords(connection, fence, layouts)
    const positions = createPositionStore(connection, fence, layouts)
    const prices = createPriceStore(connection, clock, fence)
    // Sent together, in this order, over one connection.
    await Promise.all([
      bots.saveMemory(bot.botId, encodeRestartMemory(state), fence),
      ...(changes.orders.length > 0 ? [orders.save(changes.orders, resting)] : []),
      ...changes.positions.map((position) => positions.save(account, position)),
      ...(changes.isReconciled
        ? [orders.replaceAll(resting), positions.replaceAll(account, bot.symbol, sidesOf(state))]
        : []),
      ...(changes.candle === undefined
        ? []
        : [prices.save(bot.exchange, bot.symbol, { price: changes.candle.close, at: state.now })]),
      ...(changes.status === undefined ? [] : [bots.saveStatus(statusOf, statusWord(changes.status), fence)]),
      ...(changes.isReconciled ? [createOrderStore(connection, fence).forgetExpired(account)] : []),
    ])
  }
}

const sidesOf = ({ book }: EngineState<unknown>): readonly Position[] =>
  [book.long, book.short].filter((position) => position !== undefined)

function lastStates(events: readonly TradingEvent[], stored: (order: Order, leg: string) => StoredOrder): Changes {
  const orders = new Map<string, StoredOrder>()
  const positions = new Map<string, Position>()
  let candle: Candle | undefined
  let status: BotStatus | undefined
  for (const event of events) {
    if ('order' in event) orders.set(event.order.clientOrderId, stored(event.order, event.leg))
    if ('position' in event) positions.set(event.position.side, event.position)
    if (event.kind === 'candle-closed') ({ candle } = event)
    if (event.kind === 'bot-status-changed') ({ status } = event)
  }
  const isReconciled = events.some(({ kind }) => kind === 'reconciled')
  return { orders: [...orders.values()], positions: [...positions.values()], candle, status, isReconciled }
}
