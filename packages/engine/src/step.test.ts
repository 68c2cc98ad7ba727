import { fc, test } from '@fast-check/vitest'
import { clientOrderId, epochMs, isFinal, price, quantity, type OrderSide } from '@tradingboost/domain'
import { aCandle, aFill, aPosition, anInstrument, anOrder } from '@tradingboost/testkit'
import { describe, expect } from 'vitest'
import { aBot, aContext } from '../test/a-bot.ts'
import type { EachCandleMemory } from '../test/each-candle.ts'
import { someCandles } from '../test/some-candles.ts'
import type { EngineEvent } from './engine-event.ts'
import { hasUnresolved, initialState, type EngineState } from './engine-state.ts'
import { step } from './step.ts'
import { noOrders, type WantedOrder } from './plan/wanted-order.ts'
import type { StrategyEvent, StrategyView } from './strategy.ts'

type State = EngineState<unknown>
const fresh = initialState(anInstrument(), aContext.strategy.initialMemory(aContext.settings, anInstrument()))
const [first = aCandle(), second = aCandle()] = someCandles(1, 1.1)
const candleEvent = (candle: typeof first, index = 0): EngineEvent => ({
  kind: 'market',
  event: { kind: 'candle', symbol: aBot.symbol, timeframe: '5m', candle, index },
})
const entryId = clientOrderId('hrZ00000001Zentry')
const now = epochMs(first.openAt + 300_000)

function after(...events: readonly EngineEvent[]) {
  let state = fresh
  const all = { events: [] as unknown[], commands: [] as unknown[] }
  let last = step(aContext, state, { kind: 'start' }, now)
  for (const event of events) {
    last = step(aContext, state, event, now)
    state = last.state
    all.events.push(...last.events)
    all.commands.push(...last.commands)
  }
  return { state, last, all }
}

const entered = anOrder({ clientOrderId: entryId, type: 'market', revision: 1 })
const filled = { ...entered, status: 'filled', filledQuantity: quantity(1), revision: 2 } as const
const fillEvent: EngineEvent = {
  kind: 'market',
  event: {
    kind: 'fill',
    fill: aFill({ fillId: 'f1', clientOrderId: entryId, price: 1, fee: '0.05' }),
    order: filled,
    position: aPosition({ averagePrice: 1 }),
  },
}

describe('step', () => {
  test('names, records and sends what the strategy decides', () => {
    const { last } = after(candleEvent(first))
    expect(last.commands).toMatchObject([{ kind: 'submit', request: { clientOrderId: entryId, type: 'market' } }])
    expect(last.events).toMatchObject([
      { kind: 'candle-closed' },
      { kind: 'order-intended', order: { status: 'intended' }, note: 'flat' },
    ])
    expect(last.state.sequence).toBe(1)
  })

  test('records why a cancel is asked for, once', () => {
    const { state } = after(candleEvent(first), {
      kind: 'submit-answered',
      outcome: { kind: 'accepted', order: entered },
    })
    const canceling = {
      ...aContext,
      strategy: {
        ...aContext.strategy,
        decide: ({ memory }: StrategyView<EachCandleMemory>) => ({
          memory,
          wanted: noOrders,
          reasons: [],
        }),
      },
    }
    const asked = step(canceling, state, { kind: 'stop' }, now)
    expect(asked.commands).toMatchObject([{ kind: 'cancel', clientOrderId: entryId }])
    expect(asked.events).toContainEqual({
      kind: 'cancel-asked',
      at: now,
      clientOrderId: entryId,
      leg: 'entry',
      note: 'not wanted any more',
    })
    const again = step(canceling, asked.state, { kind: 'stop' }, now)
    expect([again.commands, again.events.map(({ kind }) => kind)]).toEqual([[], ['bot-status-changed']])
  })

  test('gives a candle that comes twice to the strategy once', () => {
    const { state, last } = after(candleEvent(first), candleEvent(first))
    expect(state.memory).toMatchObject({ candles: 1 })
    expect(last.events).toEqual([])
  })

  test('answers a fill by the take-profit, and counts fee, fill and share', () => {
    const { state, last } = after(
      candleEvent(first),
      { kind: 'submit-answered', outcome: { kind: 'accepted', order: entered } },
      fillEvent,
    )
    expect(last.commands).toMatchObject([
      { kind: 'submit', request: { clientOrderId: 'hrZ00000002Ztp1', side: 'sell', reduceOnly: true } },
    ])
    expect(state.share.long?.quantity.toFixed()).toBe('1')
    expect(state.tally).toMatchObject({ orders: 1, fills: 1, candles: 1 })
    expect(state.tally.fees.toFixed()).toBe('0.05')
    expect(state.orders.has(entryId)).toBe(false)
  })

  test('takes a fill that comes twice once', () => {
    const { state, last } = after(candleEvent(first), fillEvent, fillEvent)
    expect(state.tally.fills).toBe(1)
    expect(last.events).toEqual([])
  })

  test('keeps an order that is filled at the exchange until its fills have come', () => {
    const { state } = after(candleEvent(first), {
      kind: 'submit-answered',
      outcome: { kind: 'accepted', order: filled },
    })
    expect(state.orders.has(entryId)).toBe(true)
    expect(step(aContext, state, candleEvent(second, 1), now).commands).toEqual([])
  })

  test('never sends an order again whose answer was lost, and says that it is unresolved', () => {
    const { state } = after(candleEvent(first), {
      kind: 'submit-answered',
      outcome: { kind: 'unknown', clientOrderId: entryId, cause: 'timeout' },
    })
    expect(hasUnresolved(state)).toBe(true)
    expect(state.orders.get(entryId)?.order.status).toBe('submitted')
    expect(step(aContext, state, candleEvent(second, 1), now).commands).toEqual([])
  })

  test('tells the strategy of a rejection, and lets go of the order', () => {
    const { state } = after(candleEvent(first), {
      kind: 'submit-answered',
      outcome: { kind: 'rejected', clientOrderId: entryId, reason: 'insufficient-margin', message: '' },
    })
    expect(state.orders.size).toBe(0)
    expect(state.memory).toMatchObject({ ended: ['insufficient-margin'] })
  })

  test('keeps an order that rests, though a rejection of it comes late', () => {
    const { state, last } = after(
      candleEvent(first),
      { kind: 'submit-answered', outcome: { kind: 'accepted', order: entered } },
      {
        kind: 'submit-answered',
        outcome: { kind: 'rejected', clientOrderId: entryId, reason: 'invalid-order', message: '' },
      },
    )
    expect(state.orders.get(entryId)?.order.status).toBe('accepted')
    expect([last.events, state.tally.rejected]).toEqual([[], 0])
  })

  test('refuses news that cannot follow what is known of an order', () => {
    const { state } = after(candleEvent(first), {
      kind: 'submit-answered',
      outcome: { kind: 'accepted', order: filled },
    })
    const back: EngineEvent = { kind: 'market', event: { kind: 'order', order: { ...entered, revision: 3 } } }
    expect(() => step(aContext, state, back, now)).toThrow(
      expect.objectContaining({ code: 'invalid-transition', retry: 'never' }),
    )
  })

  test('jumps over the ids of a lost memory when one is rejected as used', () => {
    const { state } = after(candleEvent(first), {
      kind: 'submit-answered',
      outcome: { kind: 'rejected', clientOrderId: entryId, reason: 'duplicate-client-order-id', message: '' },
    })
    expect(state.sequence).toBe(now / 1_000)
  })

  test('sends nothing that opens while Redis is down, and says why once', () => {
    const { last, state } = after({ kind: 'journal-lost' }, candleEvent(first))
    expect(last.commands).toEqual([])
    expect(last.events).toMatchObject([{ kind: 'candle-closed' }, { kind: 'reason-arose', reason: 'redis-down' }])
    const { commands, events } = step(aContext, state, candleEvent(second, 1), now)
    expect([commands, events.map(({ kind }) => kind)]).toEqual([[], ['candle-closed']])
  })

  test('lets what reduces pass while Redis is down', () => {
    const { last } = after(candleEvent(first), { kind: 'journal-lost' }, fillEvent)
    expect(last.commands).toMatchObject([{ request: { reduceOnly: true } }])
  })

  test('gives a stopped strategy its candles, and opens nothing', () => {
    const { state, last } = after({ kind: 'stop' }, candleEvent(first))
    expect(state.memory).toMatchObject({ candles: 1 })
    expect(last.commands).toEqual([])
    expect(last.events.map(({ kind }) => kind)).toEqual(['candle-closed'])
  })

  test('carries out what a stopped strategy decides to protect what it holds, and refuses what opens', () => {
    const { state } = after(candleEvent(first), fillEvent, { kind: 'stop' })
    const wantedOf = (side: OrderSide, reduceOnly: boolean): WantedOrder => ({
      side,
      positionSide: 'long',
      ...(reduceOnly ? { type: 'stop-market', triggerPrice: price('0.5') } : { type: 'market' }),
      quantity: quantity(1),
      reduceOnly,
      postOnly: false,
      why: 'whatever its status',
    })
    const heedless = {
      ...aContext,
      strategy: {
        ...aContext.strategy,
        decide: ({ memory }: StrategyView<EachCandleMemory>, { kind }: StrategyEvent) => ({
          memory,
          reasons: [],
          wanted: new Map(
            kind === 'candle'
              ? [
                  ['sl', wantedOf('sell', true)],
                  ['entry', wantedOf('buy', false)],
                ]
              : [],
          ),
        }),
      },
    }
    const { commands, events } = step(heedless, state, candleEvent(second, 1), now)
    expect(commands).toMatchObject([{ kind: 'submit', request: { side: 'sell', reduceOnly: true } }])
    expect(events.map(({ kind }) => kind)).toEqual(['candle-closed', 'reason-arose', 'order-intended'])
  })

  test('keeps the newest candle of the history for the market to deliver', () => {
    const { state } = after({ kind: 'history', candles: [first, second] })
    expect(state.memory).toMatchObject({ candles: 1 })
    expect(step(aContext, state, candleEvent(second), now).state.tally.candles).toBe(1)
  })

  test('warms on the kept candle when a later one comes instead', () => {
    const [a = first, b = first, c = first] = someCandles(1, 1.1, 1.2)
    const { state } = after({ kind: 'history', candles: [a, b] }, candleEvent(c, 2))
    expect(state.memory).toMatchObject({ candles: 3 })
    expect(state.tally.candles).toBe(1)
  })

  test("counts another bot's fill in the account's position and not in its own share", () => {
    const foreign = aFill({ fillId: 'x1', clientOrderId: 'grZ00000001Zb07', quantity: 3 })
    const { state, last } = after({
      kind: 'market',
      event: { kind: 'fill', fill: foreign, order: anOrder(), position: aPosition({ quantity: 3 }) },
    })
    expect(state.share.long).toBeUndefined()
    expect(last.events).toMatchObject([
      { kind: 'position-changed' },
      { kind: 'external-changed', side: 'long', quantity: quantity(3) },
    ])
  })

  test('loses its share to a liquidation of the account', () => {
    const liquidation = aFill({ fillId: 'x2', clientOrderId: 'liquidation-1', side: 'sell' })
    const { state, last } = after(candleEvent(first), fillEvent, {
      kind: 'market',
      event: { kind: 'fill', fill: liquidation, order: anOrder(), position: aPosition({ quantity: 0, revision: 2 }) },
    })
    expect(state.share.long?.quantity.toFixed()).toBe('0')
    expect(state.memory).toMatchObject({ lost: 1 })
    expect(last.events).toContainEqual(expect.objectContaining({ kind: 'share-lost', quantity: quantity(1) }))
  })
})

const anyEvent: fc.Arbitrary<EngineEvent> = fc.oneof(
  fc.integer({ min: 0, max: 5 }).map((at) => candleEvent(someCandles(1, 1.1, 1.2, 1.1, 1, 0.9)[at] ?? first, at)),
  fc.constant(fillEvent),
  fc.constantFrom('start', 'stop', 'journal-lost', 'journal-back').map((kind) => ({ kind }) as const),
  fc.nat({ max: 4 }).chain((n) => {
    const id = clientOrderId(`hrZ0000000${String(n)}Zentry`)
    return fc.constantFrom<EngineEvent>(
      { kind: 'submit-answered', outcome: { kind: 'unknown', clientOrderId: id, cause: 0 } },
      {
        kind: 'submit-answered',
        outcome: { kind: 'rejected', clientOrderId: id, reason: 'below-minimum', message: '' },
      },
      { kind: 'submit-answered', outcome: { kind: 'accepted', order: anOrder({ clientOrderId: id, type: 'market' }) } },
      { kind: 'cancel-answered', outcome: { kind: 'not-open', clientOrderId: id } },
      { kind: 'not-sent', clientOrderId: id, reason: 'redis-down' },
      { kind: 'stop-asked' },
    )
  }),
)

describe('step, whatever happens', () => {
  test.prop([fc.array(anyEvent, { maxLength: 30 })])(
    'sends nothing that it does not record in the same step',
    (events) => {
      let state: State = fresh
      for (const event of events) {
        const next = step(aContext, state as typeof fresh, event, now)
        const recorded = next.events.flatMap((happened) =>
          happened.kind === 'order-intended' ? [happened.order.clientOrderId] : [],
        )
        const sent = next.commands.flatMap((command) =>
          command.kind === 'submit' ? [command.request.clientOrderId] : [],
        )
        expect(sent).toEqual(recorded)
        state = next.state
      }
    },
  )

  test.prop([fc.array(anyEvent, { maxLength: 30 })])('never uses a client order id twice', (events) => {
    const { all } = after(...events)
    const ids = all.commands.map((command) => JSON.stringify(command))
    expect(new Set(ids).size).toBe(ids.length)
  })

  test.prop([fc.array(anyEvent, { maxLength: 30 })])('gives the same steps for the same events', (events) => {
    expect(after(...events)).toEqual(after(...events))
  })

  test.prop([fc.array(anyEvent, { maxLength: 30 })])(
    'tracks open orders only, and time never runs backwards',
    (events) => {
      let state: State = fresh
      for (const event of events) {
        const before = state.now
        state = step(aContext, state as typeof fresh, event, epochMs(0)).state
        expect(state.now).toBeGreaterThanOrEqual(before)
      }
      for (const { order, seenQuantity } of state.orders.values()) {
        expect(isFinal(order.status) && seenQuantity.gte(order.filledQuantity)).toBe(false)
      }
    },
  )
})
