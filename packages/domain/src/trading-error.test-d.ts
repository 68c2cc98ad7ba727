import { TradingError, type TradingErrorCode } from './trading-error.ts'

const known: TradingErrorCode = new TradingError('conflict', 'two writers: stop one', { retry: 'never' }).code

// @ts-expect-error a code outside the list
const unknownCode = new TradingError('oops', 'text', { retry: 'never' })
// @ts-expect-error advice on trying again is not optional
const noAdvice = new TradingError('conflict', 'text', {})

export { known, noAdvice, unknownCode }
