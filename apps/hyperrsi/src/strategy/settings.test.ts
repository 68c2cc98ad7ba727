import { describe, expect, test } from 'vitest'
import { hyperRsiSettings } from './settings.ts'

describe('hyperRsiSettings', () => {
  test('has the defaults of the original', () => {
    expect(hyperRsiSettings.parse({})).toMatchObject({
      direction: 'both',
      investment: '20',
      leverage: 10,
      rsiLength: 14,
      oversold: 30,
      overbought: 70,
      trendTimeframe: '1h',
      stopLossPercent: 5,
      takeProfits: [
        { ratio: 30, percent: 2 },
        { ratio: 30, percent: 3 },
        { ratio: 40, percent: 4 },
      ],
    })
  })

  test.each([
    [{ oversold: 70, overbought: 70 }, 'oversold'],
    [
      {
        takeProfits: [
          { ratio: 1, percent: 3 },
          { ratio: 1, percent: 2 },
        ],
      },
      'takeProfits',
    ],
    [{ investment: '0' }, 'investment'],
    [{ investment: 20 }, 'investment'],
    [{ leverage: 126 }, 'leverage'],
    [{ stopLossPercent: 100 }, 'stopLossPercent'],
  ])('refuses %o', (settings, field) => {
    const result = hyperRsiSettings.safeParse(settings)
    expect(result.error?.issues.map(({ path }) => path[0])).toContain(field)
  })
})
