import { z } from 'zod'
import { minute } from '../define/duration.ts'
import { expiresAfter } from '../define/lifetime.ts'
import { json } from '../define/value-shape.ts'
import { defineKey } from '../language.ts'
import { decimalText, epochMs } from './stored-text.ts'

/** A price and when the market had it. */
export const priceRecord = z.object({ price: decimalText, at: epochMs })

/** The last price of a symbol. */
export const price = defineKey({
  name: 'price',
  template: 'price:<exchange>:<symbol>',
  value: json(priceRecord),
  lifetime: expiresAfter(minute),
  owner: 'shared',
  status: 'active',
  replaces: ['legacyPrice', 'latestCandle'],
  summary: 'Last price of one symbol at one exchange, in quote currency, and when it was seen.',
})
