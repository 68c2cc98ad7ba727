import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { money, price, quantity } from './amounts.ts'
import { epochMs } from './clock.ts'
import { decimal, zero, type Decimal } from './decimal.ts'
import type { Fill } from './fill.ts'
import { clientOrderId, exchangeOrderId, fillId } from './ids.ts'
import type { Instrument } from './instrument.ts'
import { applyFill, type Position } from './position.ts'
import { closingSide, openingSide, positionSides, type PositionSide } from './side.ts'

const instrument: Instrument = {
  exchange: 'okx',
  symbol: 'XRP-USDT-SWAP',
  kind: 'swap',
  base: 'XRP',
  quote: 'USDT',
  settle: 'USDT',
  tickSize: decimal('0.0001'),
  lotSize: decimal('0.01'),
  minQuantity: quantity('0.01'),
  minNotional: zero,
  contractSize: decimal(100),
}

interface FillInput {
  readonly side?: PositionSide
  readonly opens: boolean
  readonly quantity: Decimal | string
  readonly price: Decimal | string
  readonly fee?: Decimal | string
  readonly at?: number
}

const aFill = ({ side = 'long', opens, quantity: held, price: at, fee = '0', at: filledAt = 1 }: FillInput): Fill => ({
  fillId: fillId('f1'),
  clientOrderId: clientOrderId('h-1'),
  exchangeOrderId: exchangeOrderId('1'),
  symbol: instrument.symbol,
  side: opens ? openingSide(side) : closingSide(side),
  positionSide: side,
  price: price(at),
  quantity: quantity(held),
  fee: money(fee),
  liquidity: 'maker',
  filledAt: epochMs(filledAt),
})

/** Applies fills in order; the realized PnL is the sum over all of them. */
function play(fills: readonly Fill[], before?: Position) {
  let position = before
  let realizedPnl: Decimal = zero
  for (const fill of fills) {
    const result = applyFill(instrument, position, fill)
    position = result.position
    realizedPnl = realizedPnl.plus(result.realizedPnl)
  }
  if (position === undefined) throw new Error('no fill given')
  return { position, realizedPnl }
}

const texts = (position: Position) => ({
  ...position,
  quantity: position.quantity.toString(),
  averagePrice: position.averagePrice.toString(),
  realizedPnl: position.realizedPnl.toString(),
  fees: position.fees.toString(),
})

const lots = fc.integer({ min: 1, max: 1_000_000 }).map((value) => decimal(value).div(100))
const ticks = fc.integer({ min: 1, max: 1_000_000_000 }).map((value) => decimal(value).div(10_000))
const sides = fc.constantFrom(...positionSides)
const opens = fc.array(fc.record({ quantity: lots, price: ticks, fee: ticks }), { minLength: 1, maxLength: 8 })
/** 40 digits less what eight additions and a division can lose. */
const close = (left: Decimal, right: Decimal) =>
  left
    .minus(right)
    .abs()
    .lte(Math.max(1, left.abs().toNumber()) * 1e-30)

describe('applyFill: one life of a position', () => {
  test('opens, grows to the weighted average, shrinks, closes and opens anew with a revision that counts on', () => {
    const opened = play([aFill({ opens: true, quantity: '10', price: '1.2', fee: '0.5', at: 1_000 })])
    expect(texts(opened.position)).toEqual({
      symbol: 'XRP-USDT-SWAP',
      side: 'long',
      quantity: '10',
      averagePrice: '1.2',
      realizedPnl: '0',
      fees: '0.5',
      openedAt: 1_000,
      updatedAt: 1_000,
      revision: 1,
    })

    const grown = play([aFill({ opens: true, quantity: '30', price: '1.6', fee: '0.25', at: 2_000 })], opened.position)
    expect(texts(grown.position)).toMatchObject({ quantity: '40', averagePrice: '1.5', fees: '0.75', openedAt: 1_000 })
    expect(grown.realizedPnl.toString()).toBe('0')

    const shrunk = play(
      [aFill({ opens: false, quantity: '15', price: '1.7', fee: '-0.05', at: 3_000 })],
      grown.position,
    )
    expect(shrunk.realizedPnl.toString()).toBe('300')
    expect(texts(shrunk.position)).toMatchObject({
      quantity: '25',
      averagePrice: '1.5',
      realizedPnl: '300',
      fees: '0.7',
    })

    const closed = play([aFill({ opens: false, quantity: '25', price: '1.4', at: 4_000 })], shrunk.position)
    expect(closed.realizedPnl.toString()).toBe('-250')
    expect(texts(closed.position)).toMatchObject({
      quantity: '0',
      averagePrice: '1.5',
      realizedPnl: '50',
      openedAt: 1_000,
      updatedAt: 4_000,
      revision: 4,
    })

    const reopened = play([aFill({ opens: true, quantity: '1', price: '2', fee: '0.1', at: 5_000 })], closed.position)
    expect(texts(reopened.position)).toMatchObject({
      quantity: '1',
      averagePrice: '2',
      realizedPnl: '0',
      fees: '0.1',
      openedAt: 5_000,
      revision: 5,
    })
  })

  test('leaves the position before the fill as it was', () => {
    const { position } = play([aFill({ opens: true, quantity: '2', price: '1' })])
    const before = texts(position)
    applyFill(instrument, Object.freeze(position), aFill({ opens: false, quantity: '1', price: '3' }))
    expect(texts(position)).toEqual(before)
  })
})

describe('applyFill: laws', () => {
  test.prop([sides, opens, ticks])('closing exactly everything leaves a quantity of zero', (side, parts, exit) => {
    const opened = play(parts.map((part) => aFill({ side, opens: true, ...part })))
    const closed = play(
      [aFill({ side, opens: false, quantity: opened.position.quantity, price: exit })],
      opened.position,
    )
    expect(closed.position.quantity.toString()).toBe('0')
    expect(closed.position.revision).toBe(parts.length + 1)
  })

  test.prop([sides, opens, ticks, fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 8 })])(
    'any split of a close realizes the same PnL',
    (side, parts, exit, weights) => {
      const { position } = play(parts.map((part) => aFill({ side, opens: true, ...part })))
      const total = weights.reduce((sum, weight) => sum + weight, 0)
      const early = weights.slice(1).map((weight) => position.quantity.times(weight).div(total))
      const last = early.reduce((left, part) => left.minus(part), position.quantity as Decimal)
      const whole = play([aFill({ side, opens: false, quantity: position.quantity, price: exit })], position)
      const split = play(
        [...early, last].map((part) => aFill({ side, opens: false, quantity: part, price: exit })),
        position,
      )
      expect(close(split.realizedPnl, whole.realizedPnl)).toBe(true)
      expect(close(split.position.realizedPnl, whole.position.realizedPnl)).toBe(true)
      expect(split.position.quantity.abs().lte('1e-30')).toBe(true)
    },
  )

  test.prop([
    sides,
    opens.chain((parts) => fc.tuple(fc.constant(parts), fc.shuffledSubarray(parts, { minLength: parts.length }))),
  ])('the order of partial opens does not change average, quantity or fees', (side, [parts, shuffled]) => {
    const one = play(parts.map((part) => aFill({ side, opens: true, ...part }))).position
    const other = play(shuffled.map((part) => aFill({ side, opens: true, ...part }))).position
    expect(close(one.averagePrice, other.averagePrice)).toBe(true)
    expect(one.quantity.toString()).toBe(other.quantity.toString())
    expect(one.fees.toString()).toBe(other.fees.toString())
  })

  test.prop([sides, opens])('the average lies between the lowest and the highest entry', (side, parts) => {
    const { averagePrice } = play(parts.map((part) => aFill({ side, opens: true, ...part }))).position
    const entries = parts.map((part) => part.price).toSorted((left, right) => left.cmp(right))
    expect(averagePrice.gte(entries[0]!.times(decimal(1).minus('1e-35')))).toBe(true)
    expect(averagePrice.lte(entries.at(-1)!.times(decimal(1).plus('1e-35')))).toBe(true)
  })

  test.prop([sides, opens, ticks])('the PnL of a round trip is the cash that came out of it', (side, parts, exit) => {
    const opened = play(parts.map((part) => aFill({ side, opens: true, ...part }))).position
    const { realizedPnl } = play([aFill({ side, opens: false, quantity: opened.quantity, price: exit })], opened)
    const paid = parts.reduce((sum, part) => sum.plus(part.price.times(part.quantity)), zero)
    const cash = exit.times(opened.quantity).minus(paid).times(instrument.contractSize)
    expect(close(realizedPnl, side === 'long' ? cash : cash.neg())).toBe(true)
  })

  test.prop([sides, opens])('fees add up whether a fill opens or closes', (side, parts) => {
    const fills = parts.flatMap((part) => [
      aFill({ side, opens: true, ...part }),
      aFill({ side, opens: false, ...part }),
    ])
    const first = aFill({ side, opens: true, quantity: '1', price: '1', fee: '0' })
    const { position } = play([first, ...fills])
    const expected = parts.reduce((sum, part) => sum.plus(part.fee).plus(part.fee), zero)
    expect(position.fees.toString()).toBe(expected.toString())
  })
})

describe('applyFill refuses', () => {
  const held = play([aFill({ opens: true, quantity: '5', price: '1' })]).position
  const code = expect.objectContaining({ code: 'invalid-transition', retry: 'never' })

  test('a fill that closes more than is held, since hedge mode cannot turn a position', () => {
    const fill = aFill({ opens: false, quantity: '5.01', price: '1' })
    expect(() => applyFill(instrument, held, fill)).toThrow(code)
    expect(() => applyFill(instrument, held, fill)).toThrow(
      'fill f1 (sell for long XRP-USDT-SWAP) closes 5.01 of the 5 held: read the positions from the exchange again',
    )
  })

  test('a closing fill when nothing is held, before the first open and after the close', () => {
    const closing = aFill({ opens: false, quantity: '5', price: '1' })
    expect(() => applyFill(instrument, undefined, closing)).toThrow(/closes 5 of the 0 held/)
    const { position } = applyFill(instrument, held, closing)
    expect(() => applyFill(instrument, position, closing)).toThrow(/closes 5 of the 0 held/)
  })

  test('a fill of the other side of the hedge, of another symbol, or of no quantity', () => {
    expect(() => applyFill(instrument, held, aFill({ side: 'short', opens: true, quantity: '1', price: '1' }))).toThrow(
      /meets the long position of XRP-USDT-SWAP/,
    )
    const foreign = { ...aFill({ opens: true, quantity: '1', price: '1' }), symbol: 'BTC-USDT-SWAP' }
    expect(() => applyFill(instrument, undefined, foreign)).toThrow(/is no fill of XRP-USDT-SWAP/)
    expect(() => applyFill(instrument, held, aFill({ opens: true, quantity: '0', price: '1' }))).toThrow(
      /has no quantity/,
    )
  })
})
