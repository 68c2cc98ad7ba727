import { fc, test } from '@fast-check/vitest'
import { clientOrderId, fillId, price, quantity, epochMs } from '@tradingboost/domain'
import { aCandle, anInstrument, anOrder, aPosition } from '@tradingboost/testkit'
import { describe, expect } from 'vitest'
import { aContext } from '../test/a-bot.ts'
import { initialState, type EngineState } from './engine-state.ts'
import { decodeRestartMemory, encodeRestartMemory } from './restart-memory.ts'

const { strategy, settings } = aContext
const instrument = anInstrument()
const fresh = initialState(instrument, strategy.initialMemory(settings, instrument))
const restart = (state: EngineState<unknown>) =>
  decodeRestartMemory(JSON.parse(JSON.stringify(encodeRestartMemory(state))), instrument, strategy.memorySchema)

const digits = fc
  .bigInt({ min: 1n, max: 10n ** 24n })
  .map((units) => `${String(units / 10n ** 12n)}.${String(units % 10n ** 12n).padStart(12, '0')}`)

describe('restart memory', () => {
  test('brings an empty state back', () => {
    expect(restart(fresh)).toEqual(fresh)
  })

  test.prop([fc.array(digits, { minLength: 3, maxLength: 3 }), fc.nat(), fc.constantFrom('none', 'asked', 'unknown')])(
    'brings everything back to the last digit',
    ([one = '1', two = '1', three = '1'], sequence, cancel) => {
      const order = anOrder({ clientOrderId: 'hrZ00000001Zsl', type: 'stop-market', triggerPrice: one, quantity: two })
      const state: EngineState<unknown> = {
        ...fresh,
        sequence,
        orders: new Map([
          [
            clientOrderId('hrZ00000001Zsl'),
            { order, leg: 'sl', seenQuantity: quantity(three), cancel, amend: 'refused' },
          ],
        ]),
        share: { long: aPosition({ quantity: one, averagePrice: two }) },
        book: { short: aPosition({ side: 'short', quantity: three }) },
        lastFillId: fillId('7'),
        recentFillIds: [fillId('6'), fillId('7')],
        lastCandle: aCandle({ close: one }),
        status: 'failed',
        failure: { message: 'broken', at: epochMs(1), throws: 2 },
      }
      expect(restart(state)).toEqual(state)
    },
  )

  test('reads the memory of the release before, whose orders have no amendment', () => {
    const order = anOrder()
    const tracked = { order, leg: 'entry', seenQuantity: quantity(0), cancel: 'none', amend: 'none' } as const
    const state = { ...fresh, orders: new Map([[order.clientOrderId, tracked]]) }
    const stored = JSON.stringify(encodeRestartMemory(state)).replace(',"amend":"none"', '')
    expect(decodeRestartMemory(JSON.parse(stored), instrument, strategy.memorySchema).orders).toEqual(state.orders)
  })

  test.each([
    [{ sequence: 'x' }, 'sequence'],
    [{ orders: [{ order: { price: 1 } }] }, 'orders.0.order'],
    [{ memory: { candles: 'many' } }, 'candles'],
    [{ lastCandle: { ...aCandle(), high: price(1) } }, 'lastCandle'],
  ])('refuses a memory with %o by the name of the field', (wrong, field) => {
    const stored = { ...encodeRestartMemory(fresh), ...(JSON.parse(JSON.stringify(wrong)) as object) }
    expect(() => decodeRestartMemory(stored, instrument, strategy.memorySchema)).toThrow(field)
  })
})
