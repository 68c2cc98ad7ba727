import { systemClock, TradingError, type Clock } from '@tradingboost/domain'
import type { Exchange } from '@tradingboost/exchange'
import type { PaperExchange } from '@tradingboost/paper-exchange'
import { describe, expect, test } from 'vitest'
import { aBot, aContext } from '../test/a-bot.ts'
import { aJournal, aMarket, aRunningBot } from '../test/a-market.ts'
import type { EachCandleMemory } from '../test/each-candle.ts'
import { someCandles } from '../test/some-candles.ts'
import type { Journal } from './journal.ts'
import { runReplay } from './replay/run-replay.ts'

const rise = someCandles(1, 1.01, 1.02, 1.04, 1.06, 1.08, 1.1, 1.12)
const unavailable = () => new TradingError('redis-unavailable', 'no Redis: start it', { retry: 'later' })

/** The account, with something done around its submits. */
const around = (exchange: Exchange, submit: Exchange['submit']): Exchange => ({ ...exchange, submit })

describe('runEngine', () => {
  test('trades a replay: what it counts is what the exchange has booked', async () => {
    const paper = aMarket()
    const { report } = await runReplay({ ...aContext, paper, candles: rise, historyLength: 10 })
    const book = paper.book(aBot.userId)
    expect(report.fills).toBe(book.fills.length)
    expect(report.fills).toBeGreaterThan(3)
    expect(report.fees.toFixed()).toBe(
      book.fills.reduce((sum, { fee }) => sum.plus(fee), report.fees.minus(report.fees)).toFixed(),
    )
    expect(report.ended).toBe(true)
  })

  test('gives byte-equal events for the same candles', async () => {
    const run = async () => {
      const { events } = await runReplay({ ...aContext, paper: aMarket(), candles: rise, historyLength: 10 })
      return JSON.stringify(events)
    }
    expect(await run()).toBe(await run())
  })

  test('replays on though an order never arrived: nobody waits for the time of the machine', async () => {
    const market = aMarket()
    let lost = 0
    const paper: PaperExchange = {
      ...market,
      account(user) {
        const account = market.account(user)
        return around(account, async (request) => {
          if (lost > 0) return await account.submit(request)
          lost += 1
          return { kind: 'unknown', clientOrderId: request.clientOrderId, cause: 'timeout' }
        })
      },
    }
    const { report } = await runReplay({ ...aContext, paper, candles: rise, historyLength: 10 })
    expect(report).toMatchObject({ ended: true, candles: rise.length })
    expect(lost).toBe(1)
  })

  test('records the intent before the exchange hears of the order', async () => {
    const paper = aMarket()
    const journal = aJournal()
    const account = paper.account(aBot.userId)
    const recordedFirst: boolean[] = []
    const exchange = around(account, (request) => {
      const isRecorded = journal.events.some(
        (event) => event.kind === 'order-intended' && event.order.clientOrderId === request.clientOrderId,
      )
      recordedFirst.push(isRecorded)
      return account.submit(request)
    })
    await aRunningBot({ paper, exchange, journal })
    await paper.play(rise)
    expect(recordedFirst.length).toBeGreaterThan(2)
    expect(new Set(recordedFirst)).toEqual(new Set([true]))
  })

  test('adopts an order that arrived though its answer was lost, and sends it once', async () => {
    const paper = aMarket()
    const account = paper.account(aBot.userId)
    const exchange = around(account, async (request) => {
      await account.submit(request)
      return { kind: 'unknown', clientOrderId: request.clientOrderId, cause: 'timeout' }
    })
    const { engine, failures } = await aRunningBot({ paper, exchange })
    await paper.play(rise.slice(0, 2))
    const ids = paper
      .book(aBot.userId)
      .orders.map(({ clientOrderId, revision }) => `${clientOrderId} ${String(revision)}`)
    expect(new Set(ids).size).toBe(ids.length)
    expect(engine.state.share.long?.quantity.toFixed()).toBe('1')
    expect([...engine.state.orders.values()].map(({ order }) => `${order.clientOrderId} ${order.status}`)).toEqual([
      'hrZ00000002Ztp1 accepted',
    ])
    expect(failures).toEqual([])
  })

  test('expires an order that never arrived, under a new id when it is still wanted', async () => {
    const paper = aMarket()
    const account = paper.account(aBot.userId)
    let lost = 0
    const exchange = around(account, async (request) => {
      if (lost > 0) return await account.submit(request)
      lost += 1
      return { kind: 'unknown', clientOrderId: request.clientOrderId, cause: 'timeout' }
    })
    const { engine } = await aRunningBot({ paper, exchange })
    await paper.play(rise.slice(0, 3))
    expect(engine.state.memory.ended).toEqual(['never-arrived'])
    expect(paper.book(aBot.userId).fills[0]?.clientOrderId).toBe('hrZ00000002Zentry')
  })

  test('goes on after a restart where it was, with new ids and its old orders', async () => {
    const paper = aMarket()
    const journal = aJournal()
    const { engine } = await aRunningBot({ paper, journal })
    for (const candle of rise.slice(0, 4)) await paper.advance(candle)
    const before = engine.state
    await engine.close()
    const again = await aRunningBot({ paper, journal })
    expect(again.engine.state.tally).toEqual(before.tally)
    expect([...again.engine.state.orders.keys()]).toEqual([...before.orders.keys()])
    await paper.play(rise.slice(4))
    const { orders, fills } = paper.book(aBot.userId)
    expect(again.engine.report().fills).toBe(fills.length)
    const accepted = orders.filter(({ revision }) => revision === 1).map(({ clientOrderId }) => clientOrderId)
    expect(new Set(accepted).size).toBe(accepted.length)
  })

  test('takes the fills that happened while it was away', async () => {
    const paper = aMarket()
    const journal = aJournal()
    const { engine } = await aRunningBot({ paper, journal })
    for (const candle of rise.slice(0, 2)) await paper.advance(candle)
    await engine.close()
    for (const candle of rise.slice(2, 5)) await paper.advance(candle)
    const again = await aRunningBot({ paper, journal })
    const { fills, positions } = paper.book(aBot.userId)
    expect(fills.length).toBeGreaterThan(engine.report().fills)
    expect(again.engine.report().fills).toBe(fills.length)
    expect(again.engine.state.book.long).toEqual(positions[0])
    expect(again.engine.state.orders.size).toBe(0)
  })

  test('starts anew on a market that its memory does not know, without using an id twice', async () => {
    const journal = aJournal()
    const old = aMarket()
    const { engine } = await aRunningBot({ paper: old, journal })
    await old.play(rise)
    await engine.close()
    const paper = aMarket()
    const { engine: next, notes } = await aRunningBot({ paper, journal })
    expect(notes).toContainEqual(expect.objectContaining({ kind: 'memory-discarded' }))
    await paper.play(rise)
    expect(next.report().fills).toBe(paper.book(aBot.userId).fills.length)
    const ids = (market: typeof paper) => market.book(aBot.userId).orders.map(({ clientOrderId }) => clientOrderId)
    const used = new Set(ids(old))
    expect(ids(paper).filter((id) => used.has(id))).toEqual([])
  })

  test('opens nothing while the journal is down, protects what it holds, and goes on when it is back', async () => {
    const paper = aMarket()
    const kept = aJournal()
    let isDown = false
    const journal: Journal<EachCandleMemory> = {
      ...kept,
      record: async (events, state) => {
        if (isDown) throw unavailable()
        await kept.record(events, state)
      },
    }
    const { engine, notes, failures } = await aRunningBot({ paper, journal })
    const [first, ...rest] = rise
    isDown = true
    if (first !== undefined) await paper.advance(first)
    expect(engine.report().status).toBe('degraded')
    expect(paper.book(aBot.userId).orders).toEqual([])
    isDown = false
    await expect.poll(() => engine.report().status, { timeout: 5_000 }).toBe('running')
    for (const candle of rest.slice(0, 2)) await paper.advance(candle)
    expect(engine.state.share.long?.quantity.toFixed()).toBe('1')
    expect(notes.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['journal-lost', 'journal-back']))
    expect(kept.events.filter(({ kind }) => kind === 'candle-closed')).toHaveLength(3)
    expect(failures).toEqual([])
  })

  test('is stopped for risk at once, though the exchange gives no answer, and tells its strategy when it does', async () => {
    const paper = aMarket()
    const account = paper.account(aBot.userId)
    let isAway = false
    const exchange: Exchange = {
      ...account,
      async openOrders(symbol) {
        if (isAway) throw new TradingError('exchange-unavailable', 'away: wait', { retry: 'later' })
        return await account.openOrders(symbol)
      },
      async submit({ clientOrderId }) {
        return { kind: 'unknown', clientOrderId, cause: 'timeout' }
      },
    }
    const { engine, notes } = await aRunningBot({ paper, exchange })
    isAway = true
    const moved = paper.play(rise.slice(0, 2))
    await expect.poll(() => notes.map(({ kind }) => kind)).toContain('reconcile-failed')
    const restarted = engine.start()
    const stopped = engine.stop()
    expect(engine.report().status).toBe('stopped')
    isAway = false
    await Promise.all([restarted, stopped, moved])
    expect(engine.report().status).toBe('stopped')
    expect(engine.state.orders.size).toBe(0)
    await engine.close()
  })

  test('sends nothing that opens once it is stopped, though the intent is recorded', async () => {
    const paper = aMarket()
    const kept = aJournal()
    const recording = Promise.withResolvers<void>()
    const stop = Promise.withResolvers<void>()
    const journal: Journal<EachCandleMemory> = {
      ...kept,
      record: async (events, state) => {
        if (events.some(({ kind }) => kind === 'order-intended')) {
          recording.resolve()
          await stop.promise
        }
        await kept.record(events, state)
      },
    }
    const { engine } = await aRunningBot({ paper, journal })
    const moved = paper.play(rise.slice(0, 1))
    await recording.promise
    const stopped = engine.stop()
    stop.resolve()
    await Promise.all([stopped, moved])
    expect(paper.book(aBot.userId).orders).toEqual([])
    expect(engine.state.memory.ended).toEqual(['refused: stopped'])
    await engine.close()
  })

  test('has one retry under way however often the journal comes and goes', async () => {
    const paper = aMarket()
    const kept = aJournal()
    let isDown = false
    let failing = 0
    const journal: Journal<EachCandleMemory> = {
      ...kept,
      record: async (events, state) => {
        const goesAgain = !isDown && failing > 0 && events.some(({ kind }) => kind === 'reconciled')
        if (goesAgain) failing -= 1
        if (isDown || goesAgain) throw unavailable()
        await kept.record(events, state)
      },
    }
    let waiting = 0
    let mostWaiting = 0
    const clock: Clock = {
      now: () => systemClock.now(),
      async sleep(milliseconds, signal) {
        waiting += 1
        mostWaiting = Math.max(mostWaiting, waiting)
        await systemClock.sleep(milliseconds / 10, signal)
        waiting -= 1
      },
    }
    const { engine, notes } = await aRunningBot({ paper, journal, clock })
    failing = 3
    isDown = true
    for (const candle of rise.slice(0, 1)) await paper.advance(candle)
    isDown = false
    await expect.poll(() => [failing, engine.report().status, waiting]).toEqual([0, 'running', 0])
    expect(notes.filter(({ kind }) => kind === 'journal-lost').length).toBeGreaterThan(1)
    expect(mostWaiting).toBe(1)
    await engine.close()
  })

  test('fails once and acknowledges nothing more when its lease is lost, until it leaves the market', async () => {
    const paper = aMarket()
    const journal: Journal<EachCandleMemory> = {
      ...aJournal(),
      record: async (events) => {
        if (events.some(({ kind }) => kind === 'candle-closed')) {
          throw new TradingError('lease-lost', 'another process runs the bot: end this one', { retry: 'never' })
        }
      },
    }
    const { engine, failures } = await aRunningBot({ paper, journal })
    let hasMoved = false
    const moved = paper.play(rise).then(() => (hasMoved = true))
    await expect.poll(() => failures).toMatchObject([{ code: 'lease-lost' }])
    await paper.account(aBot.userId).balance()
    expect(hasMoved).toBe(false)
    await expect(engine.stop()).rejects.toThrow('another process runs the bot')
    await engine.close()
    await moved
    expect(failures).toHaveLength(1)
    expect(paper.book(aBot.userId).orders).toEqual([])
  })

  test('a strategy that throws fails by itself: the market goes on, and the report says why', async () => {
    const strategy = {
      ...aContext.strategy,
      decide: () => {
        throw new Error('the strategy is broken')
      },
    }
    const { report, events } = await runReplay({
      ...aContext,
      strategy,
      paper: aMarket(),
      candles: rise,
      historyLength: 10,
    })
    expect(report).toMatchObject({ status: 'failed', candles: rise.length, ended: true })
    expect(report.failure).toMatchObject({ message: 'the strategy is broken', throws: 1 })
    expect(events.filter(({ kind }) => kind === 'strategy-failed')).toHaveLength(1)
  })

  test('throws why it could not start, though leaving the market fails as well', async () => {
    const paper = aMarket()
    const account = paper.account(aBot.userId)
    const exchange: Exchange = {
      ...account,
      fillsAfter: () => Promise.reject(new TradingError('protocol-violated', 'no fills', { retry: 'never' })),
      async subscribe(market, onEvent) {
        await account.subscribe(market, onEvent)
        return { close: () => Promise.reject(new Error('cannot leave')) }
      },
    }
    await expect(aRunningBot({ paper, exchange })).rejects.toThrow('no fills')
  })
})
