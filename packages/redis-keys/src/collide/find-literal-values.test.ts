import { describe, expect, it } from 'vitest'
import { catalogue, channels } from '../catalogue/catalogue.ts'
import { describeLiteralValue, findLiteralValues } from './find-literal-values.ts'

describe('findLiteralValues', () => {
  const found = findLiteralValues([...catalogue, ...channels])

  it('finds the words that stand where another family has a user id', () => {
    expect(found.map(describeLiteralValue)).toEqual(
      expect.arrayContaining([
        '"index" of positionIndex ("positions:index:<userId>:<exchange>") is a <userId> to position ("positions:<userId>:<exchange>:<symbol>:<side>")',
        '"index" of conditionalRuleIndex ("conditional_rules:index:<userId>") is a <userId> to conditionalRule ("conditional_rules:<userId>:<ruleId>")',
        '"open" of openOrders ("orders:open:<exchange>:<symbol>") is a <clientOrderId> to order ("orders:<clientOrderId>")',
      ]),
    )
  })

  it('finds no word where the parameter refuses it, as a symbol refuses small letters', () => {
    const ofSymbols = found.filter(({ parameter }) => parameter === 'symbol')
    expect(ofSymbols).toEqual([])
  })

  it('finds no word of a template that differs before it', () => {
    expect(found.filter(({ family, other }) => family.name === 'positionIndex' && other.name === 'order')).toEqual([])
  })
})
