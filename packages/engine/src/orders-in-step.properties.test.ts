import { fc, test } from '@fast-check/vitest'
import {
  clientOrderId,
  closingSide,
  decimal,
  isOpen,
  money,
  quantity,
  roundToLot,
  zero,
  type Clock,
  type Position,
} from '@tradingboost/domain'
import type { Exchange } from '@tradingboost/exchange'
import { createPaperExchange, type PaperExchange } from '@tradingboost/paper-exchange'
import { aCandle, anInstrument } from '@tradingboost/testkit'
import { expect } from 'vitest'
import { aBot } from '../test/a-bot.ts'
import { guarded } from '../test/a-guarded.ts'
import { createMemoryJournal, runEngine, type Engine, type EngineState } from './index.ts'
import { externalOf } from './shares/external-of.ts'

const instrument = anInstrument()
const user = aBot.userId

const anAction = fc.constantFrom(
  'nothing',
  'nothing',
  'foreign-close',
  'foreign-open',
  'foreign-cancel',
  'reject-next',
  'lose-next-answer',
  'lose-next-request',
  'refuse-next-amendment',
  'restart',
)
const aCandleOf = fc.record({
  close: fc.constantFrom('0.88', '0.97', '0.99', '1', '1.006', '1.02', '1.1'),
  /** In contracts; the size of an entry is 2. */
  volume: fc.constantFrom('0.4', '3', '100'),
  action: anAction,
})

/** The account as a bot sees it through a network and an exchange that may do anything once. */
function troubled(account: Exchange): { readonly exchange: Exchange; next: (typeof troubles)[number] | undefined } {
  const trouble: { exchange: Exchange; next: (typeof troubles)[number] | undefined } = {
    next: undefined,
    exchange: {
      ...account,
      async submit(request) {
        const { next } = trouble
        const { clientOrderId: id } = request
        if (next === undefined || next === 'refuse-next-amendment') return await account.submit(request)
        trouble.next = undefined
        if (next === 'reject-next') return { kind: 'rejected', clientOrderId: id, reason: 'invalid-order', message: '' }
        if (next === 'lose-next-answer') await account.submit(request)
        return { kind: 'unknown', clientOrderId: id, cause: 'timeout' }
      },
      async amend(symbol, id, amendment) {
        const { next } = trouble
        if (next === undefined) return await account.amend(symbol, id, amendment)
        trouble.next = undefined
        if (next === 'refuse-next-amendment') return { kind: 'not-offered', clientOrderId: id }
        if (next === 'reject-next') return { kind: 'rejected', clientOrderId: id, reason: 'invalid-order', message: '' }
        if (next === 'lose-next-answer') await account.amend(symbol, id, amendment)
        return { kind: 'unknown', clientOrderId: id, cause: 'timeout' }
      },
    },
  }
  return trouble
}
const troubles = ['reject-next', 'lose-next-answer', 'lose-next-request', 'refuse-next-amendment'] as const
const isTrouble = (action: string): action is (typeof troubles)[number] => troubles.some((one) => one === action)

async function foreign(account: Exchange, action: string, at: number): Promise<void> {
  if (action === 'foreign-cancel') {
    const [first] = await account.openOrders(instrument.symbol)
    if (first !== undefined) await account.cancel(instrument.symbol, first.clientOrderId)
  }
  if (action !== 'foreign-close' && action !== 'foreign-open') return
  const isClosing = action === 'foreign-close'
  const held = (await account.positions()).find(({ side }) => side === 'long')?.quantity ?? zero
  const size = isClosing ? roundToLot(instrument, held.div(3), 'down') : quantity(1)
  if (size.isZero()) return
  await account.submit({
    clientOrderId: clientOrderId(`foreign${String(at)}`),
    symbol: instrument.symbol,
    side: isClosing ? closingSide('long') : 'buy',
    positionSide: 'long',
    type: 'market',
    quantity: size,
    reduceOnly: isClosing,
    postOnly: false,
  })
}

const marketClock = (paper: PaperExchange): Clock => ({
  now: () => paper.status().time,
  sleep: () => Promise.resolve(),
})
const heldLong = (positions: readonly Position[]) =>
  positions.find(({ side }) => side === 'long')?.quantity.toFixed() ?? '0'
const wantedText = ({ wanted }: EngineState<unknown>) => JSON.stringify([...(wanted ?? [])])

function expectInStep({ orders, share }: EngineState<unknown>): void {
  const open = [...orders.values()].filter(({ order }) => isOpen(order.status))
  const legs = open.map(({ leg }) => leg)
  expect(new Set(legs).size).toBe(legs.length)
  for (const isStop of [true, false]) {
    const covered = open
      .filter(({ order }) => order.reduceOnly && (order.type === 'stop-market') === isStop)
      .reduce((sum, { order, seenQuantity }) => sum.plus(order.quantity).minus(seenQuantity), zero)
    expect(covered.lte(share.long?.quantity ?? 0)).toBe(true)
  }
}

test.prop([fc.array(aCandleOf, { minLength: 1, maxLength: 8 })], { numRuns: 1_000 })(
  'one order a leg, no more covered than held, and shares plus EXTERNAL are the account, whatever happens',
  async (candles) => {
    // Ten times leverage: a fall from 1 to 0.88 liquidates what is large.
    const paper = createPaperExchange({ instruments: [instrument], accounts: { [user]: { balance: decimal(60) } } })
    const account = paper.account(user)
    const trouble = troubled(account)
    const journal = createMemoryJournal<{ isEntering: boolean }>()
    const failures: unknown[] = []
    const start = (): Promise<Engine<{ isEntering: boolean }>> =>
      runEngine({
        bot: aBot,
        strategy: guarded,
        settings: { size: quantity(2) },
        limits: { maxNotional: money(1_000), maxOpenOrders: 10 },
        exchange: trouble.exchange,
        journal,
        clock: marketClock(paper),
        historyLength: 1,
        onFailure: (cause) => failures.push(cause),
      })
    let engine = await start()
    let before = '1'
    for (const [at, { close, volume, action }] of candles.entries()) {
      if (isTrouble(action)) trouble.next = action
      await foreign(account, action, at)
      const open = decimal(before)
      await paper.advance(
        aCandle({
          openAt: Date.UTC(2024, 0, 1) + at * 300_000,
          open: before,
          close,
          high: open.gt(close) ? before : close,
          low: open.lt(close) ? before : close,
          volume,
        }),
      )
      before = close
      expect(failures).toEqual([])
      expect(engine.report().status).toBe('running')
      expectInStep(engine.state)
      const { share } = engine.state
      const total = externalOf(engine.state).long.plus(share.long?.quantity ?? 0)
      expect(total.toFixed()).toBe(heldLong(await account.positions()))
      if (action !== 'restart') continue
      const wanted = wantedText(engine.state)
      await engine.close()
      engine = await start()
      expect(wantedText(engine.state)).toBe(wanted)
      expectInStep(engine.state)
    }
    await engine.close()
  },
  120_000,
)
