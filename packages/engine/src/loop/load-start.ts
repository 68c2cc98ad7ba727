import type { Instrument, Order } from '@tradingboost/domain'
import { initialState, type EngineState } from '../engine-state.ts'
import { knowsFill } from '../reconcile/read-exchange-book.ts'
import { decodeRestartMemory } from '../restart-memory.ts'
import type { EngineOptions } from '../run-engine.ts'

/** What a bot begins with. */
export interface EngineStart<Memory> {
  readonly state: EngineState<Memory>
  /** Open in the records and unknown to memory. */
  readonly forgotten: readonly { readonly order: Order; readonly leg: string }[]
  /** Whether memory reaches back to the bot's earlier life. */
  readonly hasPast: boolean
}

/** Reads memory and records. A memory of a market that the exchange never had gives its sequence, nothing more. */
export async function loadStart<Settings, Memory>(
  options: EngineOptions<Settings, Memory>,
): Promise<EngineStart<Memory>> {
  const { bot, exchange, journal, strategy, settings } = options
  const instrument = await exchange.instrument(bot.symbol)
  const fresh = initialState(instrument, strategy.initialMemory(settings, instrument))
  const stored = await journal.load()
  const recalled = stored === undefined ? undefined : recall(stored.value, instrument, options)
  const strangeness = recalled === undefined ? undefined : await whyStrange(recalled, options)
  if (strangeness !== undefined) options.onNote?.({ kind: 'memory-discarded', why: strangeness })
  const hasPast = recalled !== undefined && strangeness === undefined
  const state = hasPast
    ? recalled
    : { ...fresh, sequence: recalled?.sequence ?? 0, status: recalled?.status ?? fresh.status }
  const { value: recorded } = await journal.openOrders()
  const forgotten = recorded.filter(({ order }) => !state.orders.has(order.clientOrderId))
  return { state, forgotten, hasPast }
}

const recall = <Settings, Memory>(
  stored: unknown,
  instrument: Instrument,
  { strategy }: EngineOptions<Settings, Memory>,
): EngineState<Memory> => decodeRestartMemory(stored, instrument, strategy.memorySchema)

/** A paper exchange that was opened anew has neither the candles nor the fills that memory goes back to. */
async function whyStrange<Settings, Memory>(
  recalled: EngineState<Memory>,
  { exchange, bot }: EngineOptions<Settings, Memory>,
): Promise<string | undefined> {
  const last = recalled.lastCandle
  const [newest] = await exchange.candles(bot.symbol, bot.timeframe, 1)
  if (last !== undefined && (newest?.openAt ?? 0) < last.openAt) {
    return `${bot.botId} remembers a candle of ${new Date(last.openAt).toISOString()} and ${exchange.name} has none so late`
  }
  if (await knowsFill(exchange, recalled.lastFillId)) return undefined
  return `${bot.botId} remembers fill ${recalled.lastFillId ?? ''} and ${exchange.name} does not`
}
