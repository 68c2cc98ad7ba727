import { money, price, quantity, type Money, type Price, type Quantity } from './amounts.ts'
import { decimal } from './decimal.ts'

const aPrice: Price = price('1')
const aQuantity: Quantity = quantity('1')
const aMoney: Money = money(aPrice.times(aQuantity))

// @ts-expect-error a price is no quantity
const wrongQuantity: Quantity = price('1')
// @ts-expect-error the result of arithmetic is a bare decimal until it is named
const wrongMoney: Money = aPrice.times(aQuantity)
// @ts-expect-error a bare decimal is no price
const wrongPrice: Price = decimal('1')

export { aMoney, aPrice, aQuantity, wrongMoney, wrongPrice, wrongQuantity }
