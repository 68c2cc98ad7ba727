import { expect, test } from 'vitest'
import { closingSide, direction, openingSide } from './side.ts'

test('a long opens by a buy, closes by a sell and gains when the price rises; a short the other way round', () => {
  expect([openingSide('long'), closingSide('long'), direction('long')]).toEqual(['buy', 'sell', 1])
  expect([openingSide('short'), closingSide('short'), direction('short')]).toEqual(['sell', 'buy', -1])
})
