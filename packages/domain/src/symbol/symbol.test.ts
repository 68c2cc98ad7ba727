import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { exchangeNames, type ExchangeName } from '../exchange-name.ts'
import { TradingError } from '../trading-error.ts'
import { joinedQuotes } from './joined-spelling.ts'
import { parseSymbol, toNativeSymbol, toUnifiedSymbol } from './symbol.ts'
import { parseUnifiedSymbol, unifiedSymbol } from './unified-symbol.ts'

const spellings: readonly (readonly [ExchangeName, string, string])[] = [
  ['okx', 'BTC-USDT-SWAP', 'BTC/USDT:USDT'],
  ['okx', 'BTC-USD-SWAP', 'BTC/USD:BTC'],
  ['okx', 'BTC-USD-250328', 'BTC/USD:BTC-250328'],
  ['okx', 'BTC-USDT-250328', 'BTC/USDT:USDT-250328'],
  ['okx', 'BTC-USDT', 'BTC/USDT'],
  ['okx_spot', 'ETH-BTC', 'ETH/BTC'],
  ['binance', 'BTCUSDT', 'BTC/USDT:USDT'],
  ['binance', '1000SHIBUSDC', '1000SHIB/USDC:USDC'],
  ['binance', 'BTCUSD_PERP', 'BTC/USD:BTC'],
  ['binance', 'BTCUSD_250328', 'BTC/USD:BTC-250328'],
  ['binance', 'BTCUSDT_250328', 'BTC/USDT:USDT-250328'],
  ['binance', '币安人生USDT', '币安人生/USDT:USDT'],
  ['binance_spot', 'BTCUSDT', 'BTC/USDT'],
  ['binance_spot', 'TUSDUSDT', 'TUSD/USDT'],
  ['binance_spot', 'BTCTUSD', 'BTC/TUSD'],
  ['bitget', 'BTCUSDT', 'BTC/USDT:USDT'],
  ['bitget', 'BTCPERP', 'BTC/USDC:USDC'],
  ['bitget_spot', 'XRPUSDC', 'XRP/USDC'],
  ['bybit', 'XRPUSDT', 'XRP/USDT:USDT'],
  ['bybit', 'DOTUSD', 'DOT/USD:DOT'],
  ['bybit_spot', 'ETHBTC', 'ETH/BTC'],
  ['upbit', 'KRW-XRP', 'XRP/KRW'],
  ['upbit', 'BTC-ETH', 'ETH/BTC'],
]

describe('symbols', () => {
  test.each(spellings)('%s spells %s what ccxt spells %s', (exchange, native, unified) => {
    expect(toUnifiedSymbol(exchange, native)).toBe(unified)
    expect(toNativeSymbol(exchange, unified)).toBe(native)
  })

  test('every exchange is spelled in the table above', () => {
    expect(new Set(spellings.map(([exchange]) => exchange))).toEqual(new Set(exchangeNames))
  })

  test('say what they are made of', () => {
    expect(parseSymbol('okx', 'BTC-USD-250328')).toEqual({
      base: 'BTC',
      quote: 'USD',
      settle: 'BTC',
      kind: 'future',
      expiry: '250328',
    })
    expect(parseSymbol('upbit', 'KRW-XRP')).toEqual({ base: 'XRP', quote: 'KRW', settle: 'KRW', kind: 'spot' })
    expect(parseSymbol('bybit', 'BTCPERP')).toEqual({ base: 'BTC', quote: 'USDC', settle: 'USDC', kind: 'swap' })
  })

  test.each([
    ['okx', ''],
    ['okx', 'btc-usdt-swap'],
    ['okx', 'BTCUSDT'],
    ['okx', 'BTC-USDT-SWAP-'],
    ['okx', 'BTC-USDT-251328'],
    ['okx', 'BTC-USD-250328-80000-C'],
    ['okx', 'BTC/USDT:USDT'],
    ['okx', ' BTC-USDT'],
    ['okx_spot', 'BTC-USDT-SWAP'],
    ['binance', 'BTC-USDT'],
    ['binance', 'USDT'],
    ['binance', 'BTCUSDT_PERP'],
    ['binance', 'BTC_PERP'],
    ['binance_spot', 'BTCUSD_PERP'],
    ['bybit', 'PERP'],
    ['bybit', 'BTCXYZ'],
    ['upbit', 'KRW-XRP-SWAP'],
  ] as const)('%s refuses "%s" and says what its symbols look like', (exchange, native) => {
    expect(() => parseSymbol(exchange, native)).toThrow(
      expect.objectContaining({ code: 'invalid-symbol', retry: 'never', details: { exchange, symbol: native } }),
    )
    expect(() => parseSymbol(exchange, native)).toThrow(/give it as the exchange spells it, such as /)
  })

  test.each([
    ['upbit', 'BTC/USDT:USDT'],
    ['okx_spot', 'BTC/USDT:USDT'],
    ['okx', 'BTC/USDT:BTC'],
    ['binance', 'BTC/USDT'],
    ['binance', 'BTC/XYZ:XYZ'],
    ['bybit', 'BTC/USD:BTC-250328'],
    ['binance_spot', 'BTC/USDT:USDT'],
  ] as const)('%s has no spelling for %s', (exchange, unified) => {
    expect(() => toNativeSymbol(exchange, unified)).toThrow(`${exchange} has no spelling for ${unified}`)
  })

  test.each([
    'BTCUSDT',
    'BTC/',
    '/USDT',
    'BTC/USDT:',
    'BTC/USDT:USDT:USDT',
    'BTC/USDT-250328',
    'BTC/USDT:USDT-9',
    'a/b',
  ])('"%s" is no unified symbol', (text) => {
    expect(() => parseUnifiedSymbol(text)).toThrow(/is no unified symbol: give one such as XRP\/USDT/)
  })
})

describe('laws of symbols', () => {
  const currency = fc.stringMatching(/^[A-Z0-9]{1,8}$/)
  const quote = fc.constantFrom('USDT', 'USDC', 'USD', 'BTC', 'KRW', 'FDUSD')
  const expiry = fc.constantFrom('250328', '261231', '300101')
  const unified = fc
    .tuple(currency, quote, fc.constantFrom('', ':quote', ':base'), fc.option(expiry, { nil: undefined }))
    .map(([base, quote, settle, day]) => {
      if (settle === '') return `${base}/${quote}`
      return `${base}/${quote}:${settle === ':base' ? base : quote}${day === undefined ? '' : `-${day}`}`
    })

  test.prop([unified])('the unified form reads back as it was written', (text) => {
    expect(unifiedSymbol(parseUnifiedSymbol(text))).toBe(text)
  })

  test.prop([fc.constantFrom(...exchangeNames), unified])(
    'a native spelling means one unified symbol, or there is none',
    (exchange, text) => {
      let native: string
      try {
        native = toNativeSymbol(exchange, text)
      } catch (error) {
        expect(error).toBeInstanceOf(TradingError)
        return
      }
      expect(toUnifiedSymbol(exchange, native)).toBe(text)
    },
  )

  test.prop([fc.constantFrom(...exchangeNames), fc.oneof(fc.string({ unit: 'binary' }), currency)])(
    'any text is either a symbol that writes back the same, or refused with a TradingError',
    (exchange, text) => {
      let unifiedText: string
      try {
        unifiedText = toUnifiedSymbol(exchange, text)
      } catch (error) {
        expect(error).toBeInstanceOf(TradingError)
        return
      }
      expect(toNativeSymbol(exchange, unifiedText)).toBe(text)
    },
  )

  test.each(Object.entries(joinedQuotes))(
    'no quote currency of %s is the end of another, so a split is unique',
    (_name, quotes) => {
      const clashes = quotes.filter((quote) => quotes.some((other) => other !== quote && other.endsWith(quote)))
      expect(clashes).toEqual([])
    },
  )
})
