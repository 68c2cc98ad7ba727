import { clientOrderId, exchangeOrderId, userId, type ClientOrderId, type UserId } from './ids.ts'

const ours: ClientOrderId = clientOrderId('h-1')
const user: UserId = userId('0042')

// @ts-expect-error the exchange's id is not ours
const theirs: ClientOrderId = exchangeOrderId('1')
// @ts-expect-error plain text is no id until it is named
const plain: UserId = '0042'
// @ts-expect-error ids are never numbers
const counted = userId(42)

export { counted, ours, plain, theirs, user }
