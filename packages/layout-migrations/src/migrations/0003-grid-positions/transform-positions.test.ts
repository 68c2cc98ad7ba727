import { exchangePositions, exchangePositionsList, exchangeSymbolPositions, position } from '@tradingboost/redis-keys'
import { describe, expect, it } from 'vitest'
import { answerOf, ccxtRow, listOf, okxRow, raw } from '../../testing/a-row.ts'
import { aSource, hashesOf, membersOf, withoutEnd } from '../../testing/a-source.ts'
import type { Transformation } from '../../transformation.ts'
import { transformPositions } from './transform-positions.ts'

const account = { exchange: 'okx', userId: '1234' }
const okx = (text: string): Transformation => transformPositions(aSource(exchangePositions, account, text))
const ccxt = (text: string, exchange = 'binance', symbol = 'BTCUSDT'): Transformation =>
  transformPositions(aSource(exchangeSymbolPositions, { exchange, userId: '7', symbol }, text))
const reasonOf = (transformation: Transformation): string =>
  transformation.kind === 'moves' ? 'moves' : `${transformation.kind}: ${transformation.reason}`

const xrpLong = 'positions:1234:okx:XRP-USDT-SWAP:long'
const xrpShort = 'positions:1234:okx:XRP-USDT-SWAP:short'

describe('the shape of a source', () => {
  const row = okxRow()
  const record = {
    userId: '1234',
    exchange: 'okx',
    symbol: 'XRP-USDT-SWAP',
    side: 'long',
    quantity: '3',
    averagePrice: '0.5231',
    realizedPnl: '0.25',
    fees: '0.0078',
    leverage: '10',
    revision: '0',
    openedAt: '1760486400123',
    updatedAt: '1760490000456',
    source: row,
    instId: 'XRP-USDT-SWAP',
    pos: '3',
    posSide: 'long',
    notionalUsd: '157.44',
  }

  it('may be a list of rows', () => {
    expect(hashesOf(okx(listOf(row)))).toEqual({ [xrpLong]: record })
  })

  it('may be the answer of the REST interface', () => {
    expect(hashesOf(okx(answerOf(row)))).toEqual({ [xrpLong]: record })
  })

  it('may be an object by symbol, whose rows need not repeat the symbol', () => {
    expect(hashesOf(okx(`{"XRP-USDT-SWAP": ${row}}`))).toEqual({ [xrpLong]: record })
    const bare = okxRow({ instId: undefined })
    expect(hashesOf(okx(`{"XRP-USDT-SWAP": ${bare}}`))).toEqual({ [xrpLong]: { ...record, source: bare } })
  })

  it('may be a list of ccxt', () => {
    const ofCcxt = ccxtRow()
    expect(hashesOf(ccxt(listOf(ofCcxt)))).toEqual({
      'positions:7:binance:BTC/USDT:USDT:short': {
        userId: '7',
        exchange: 'binance',
        symbol: 'BTC/USDT:USDT',
        side: 'short',
        quantity: '0.01',
        averagePrice: '65000.5',
        contractSize: '1.0',
        leverage: '10.0',
        revision: '0',
        updatedAt: '1728812345678',
        source: ofCcxt,
      },
    })
  })

  it.each(['[]', '{}', '{"code": "0", "data": [], "msg": ""}'])(
    'may hold nothing, as %s: then nothing is written',
    (text) => {
      expect(okx(text)).toEqual({ kind: 'moves', keys: [], members: [] })
    },
  )

  it.each([
    ['null', 'refused: it holds null where positions belong'],
    ['"[]"', 'refused: it holds "[]" where positions belong'],
    ['[{', 'refused: it is not JSON: it ends too early'],
    ['', 'refused: it is not JSON: it ends too early'],
    [
      '{"code": "50011", "data": [], "msg": "x"}',
      'refused: it is an answer of code "50011", and only "0" tells positions',
    ],
    ['{"data": []}', 'refused: it is an answer of code "none", and only "0" tells positions'],
    ['{"long": {"pos": "1", "instId": "A"}}', 'refused: its field "long" says that it is "A"'],
    ['{"A": {"pos": "1"}, "A": {"pos": "2"}}', 'refused: it holds "A" twice'],
    ['{"A": [{"pos": "1"}]}', 'refused: its field "A" is [{"pos": "1"}], no object'],
  ])('is nothing else: %s is refused and stays', (text, reason) => {
    expect(reasonOf(okx(text))).toBe(reason)
  })

  it('is no other Redis type, not even a list of rows', () => {
    const list = aSource(exchangePositionsList, account, { type: 'list', elements: [okxRow()] })
    expect(reasonOf(transformPositions(list))).toBe('refused: it is a list where the JSON text of positions belongs')
  })
})

describe('the side', () => {
  const sidesOf = (...rows: readonly string[]): readonly string[] =>
    Object.entries(hashesOf(okx(listOf(...rows)))).map(([, { side, quantity }]) => `${side} ${quantity}`)

  it('is what posSide says, so that a hedge short with a positive quantity stays a short beside its long', () => {
    expect(sidesOf(okxRow({ pos: '3' }), okxRow({ pos: '2', posSide: 'short' }))).toEqual(['long 3', 'short 2'])
  })

  it.each(['LONG', 'Long'])('is read in any case: %s', (posSide) => {
    expect(sidesOf(okxRow({ posSide }))).toEqual(['long 3'])
  })

  it.each(['net', '', null, undefined])('is the sign of the quantity where posSide is %j', (posSide) => {
    expect(sidesOf(okxRow({ posSide, pos: '-2' }))).toEqual(['short 2'])
    expect(sidesOf(okxRow({ posSide, pos: raw('2.50') }))).toEqual(['long 2.50'])
  })

  it.each([
    ['USDT', 'short 3'],
    ['XRP', 'long 3'],
  ])('of a net position on margin is told by posCcy: %s means %s', (posCcy, expected) => {
    expect(sidesOf(okxRow({ instType: 'MARGIN', instId: 'XRP-USDT', posSide: 'net', posCcy }))).toEqual([expected])
  })

  it.each([
    [{ posSide: 'buy' }, 'its posSide is "buy"'],
    [{ posSide: 'net', pos: '' }, 'its posSide names no side and its pos says nothing'],
    [
      { posSide: 'net', instType: 'MARGIN', posCcy: 'BTC' },
      'its posSide names no side and its posCcy "BTC" is no currency of XRP-USDT-SWAP',
    ],
  ])('refuses the source where nothing tells it: %j', (fields, why) => {
    expect(reasonOf(okx(listOf(okxRow(fields))))).toBe(
      `refused: element 0 (XRP-USDT-SWAP) does not say its side: ${why}`,
    )
  })

  it('of ccxt is its side; its quantity has no sign, and refuses the source where the side is missing', () => {
    expect(Object.keys(hashesOf(ccxt(listOf(ccxtRow({ side: 'long' })))))).toEqual([
      'positions:7:binance:BTC/USDT:USDT:long',
    ])
    expect(reasonOf(ccxt(listOf(ccxtRow({ side: null }))))).toMatch(
      /its side names no side and its contracts has no sign/,
    )
  })
})

describe('values', () => {
  const fieldsOf = (fields: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> =>
    hashesOf(okx(listOf(okxRow(fields))))[xrpLong] ?? {}

  it.each([
    ['"0.12345678901234567"', '0.12345678901234567'],
    ['0.12345678901234567', '0.12345678901234567'],
    ['1e-08', '0.00000001'],
    ['"1e-08"', '0.00000001'],
    ['"1.5E+3"', '1500'],
    ['1.10', '1.10'],
    ['12345678901234567890', '12345678901234567890'],
  ])('keep their digits as strings and as numbers: %s', (text, expected) => {
    expect([fieldsOf({ pos: raw(text) })['quantity'], fieldsOf({ avgPx: raw(text) })['averagePrice']]).toEqual([
      expected,
      expected,
    ])
  })

  it.each(['""', 'null', '"nan"', 'NaN', '"None"', 'Infinity', undefined])(
    'that say nothing stay absent, and nothing is invented for them: %s',
    (text) => {
      const nothing = text === undefined ? undefined : raw(text)
      const names = ['pos', 'avgPx', 'fee', 'pnl', 'lever', 'cTime', 'uTime']
      const row = okxRow(Object.fromEntries(names.map((name) => [name, nothing])))
      expect(hashesOf(okx(listOf(row)))).toEqual({
        [xrpLong]: {
          userId: '1234',
          exchange: 'okx',
          symbol: 'XRP-USDT-SWAP',
          side: 'long',
          revision: '0',
          source: row,
          instId: 'XRP-USDT-SWAP',
          posSide: 'long',
          notionalUsd: '157.44',
          // What is text in the row is text in the hash of the original.
          ...(text?.startsWith('"') === true ? { pos: text.slice(1, -1) } : {}),
        },
      })
    },
  )

  it.each(['true', '{}', '[1]', '"x"', '1e400'])('that are no amount refuse the source as a quantity: %s', (text) => {
    expect(reasonOf(okx(listOf(okxRow({ pos: raw(text) }))))).toBe(
      `refused: element 0 (XRP-USDT-SWAP) has ${text} for its pos`,
    )
    expect(fieldsOf({ avgPx: raw(text) })).not.toHaveProperty('averagePrice')
  })

  it('of the quantity are what the exchange counts, never converted', () => {
    expect(fieldsOf({ pos: '3', notionalUsd: '157.44' })['quantity']).toBe('3')
  })

  it('that the original reads in the hash stay as the row spells them: a net short keeps side and sign', () => {
    const short = hashesOf(okx(listOf(okxRow({ posSide: 'net', pos: raw('-1.50'), notionalUsd: null }))))[xrpShort]
    expect(short).toMatchObject({ instId: 'XRP-USDT-SWAP', pos: '-1.50', posSide: 'net', quantity: '1.50' })
    expect(short).not.toHaveProperty('notionalUsd')
  })

  it('count fees that were paid as positive, and given back as negative', () => {
    expect(['-0.0078', '0.001', '0', '-0'].map((fee) => fieldsOf({ fee })['fees'])).toEqual([
      '0.0078',
      '-0.001',
      '0',
      '0',
    ])
  })

  it('take the realized PnL without fees, as the record has it', () => {
    expect(fieldsOf({ pnl: '0.25', realizedPnl: '0.2422' })['realizedPnl']).toBe('0.25')
  })

  it('take the last update of ccxt where it tells of one, for its timestamp is then that of the opening', () => {
    const updated = listOf(ccxtRow({ lastUpdateTimestamp: 1728812349999 }))
    expect(hashesOf(ccxt(updated))['positions:7:binance:BTC/USDT:USDT:short']?.['updatedAt']).toBe('1728812349999')
  })

  it('pass the schema of the record, whatever the row left out', () => {
    const rows = [
      okxRow(),
      okxRow({ posSide: 'short', pos: '', avgPx: 'nan', cTime: 1.5, uTime: raw('1760490000456.0') }),
    ]
    for (const fields of Object.values(hashesOf(okx(listOf(...rows))))) {
      expect(position.value.schema.parse(fields)).toEqual(fields)
    }
  })
})

describe('no field is lost', () => {
  it('the row stands verbatim in source: digits, escapes, blanks, null, booleans, nested values and fields nobody knows', () => {
    const odd = String.raw`{"instId":"XRP-USDT-SWAP" , "posSide":"long","pos":3,"posId":2451781910000123456,"n":null,"t":true,"e":1e-08,"u":"\ub871","deep":{"a":[{}, NaN]},"pos2":"" }`
    expect(hashesOf(okx(`[ ${odd} ]`))[xrpLong]?.['source']).toBe(odd)
  })
})

describe('two elements of one symbol and side', () => {
  it.each([
    ['cross and isolated', okxRow({ mgnMode: 'cross', posId: '1' }), okxRow({ posId: '2' })],
    ['equal ones', okxRow(), okxRow()],
    ['an open and a closed one', okxRow(), okxRow({ pos: '0' })],
    ['a short and a flat net position', okxRow({ posSide: 'short' }), okxRow({ posSide: 'net', pos: '0' })],
  ])('refuse the source by name, neither is lost silently: %s', (_what, one, other) => {
    expect(reasonOf(okx(listOf(okxRow({ instId: 'A-USDT-SWAP' }), one, other)))).toMatch(
      /^refused: element 2 is a second one of XRP-USDT-SWAP:(long|short), and neither may be lost$/,
    )
  })
})

describe('zero positions', () => {
  const closedLong = 'positions:realtime:1234:okx:XRP-USDT-SWAP:long'
  const closedShort = 'positions:realtime:1234:okx:XRP-USDT-SWAP:short'

  it('become closed entries, with the row that says so, beside the open ones', () => {
    const row = okxRow({ pos: '0', avgPx: '', notionalUsd: '', fee: '-0' })
    const moved = okx(listOf(okxRow({ posSide: 'short' }), row))
    expect(Object.keys(hashesOf(moved))).toEqual([xrpShort, closedLong])
    expect(hashesOf(moved)[closedLong]).toMatchObject({ status: 'closed', quantity: '0', source: row })
    expect(membersOf(moved)).toEqual(['positions:index:1234:okx XRP-USDT-SWAP:short'])
  })

  it('of a net account close both sides, for neither is held', () => {
    expect(Object.keys(hashesOf(okx(listOf(okxRow({ posSide: 'net', pos: '0.0' })))))).toEqual([
      closedLong,
      closedShort,
    ])
  })

  it('of ccxt close both sides where it names none', () => {
    const flat = listOf(ccxtRow({ contracts: raw('0.0'), side: null }))
    expect(Object.keys(hashesOf(ccxt(flat)))).toHaveLength(2)
  })

  it('are known for as long as their source, and for a day where it has no end', () => {
    const source = aSource(exchangePositions, account, listOf(okxRow({ pos: '0' })))
    const lifetimes = [source, withoutEnd(source), { ...source, ttlMs: 90_000_000 }].map((one) => {
      const moved = transformPositions(one)
      return moved.kind === 'moves' ? moved.keys.map(({ lifetime }) => lifetime) : []
    })
    expect(lifetimes).toEqual([['source'], [{ ms: 86_400_000 }], [{ ms: 86_400_000 }]])
  })
})

describe('an element that is no row', () => {
  it.each([
    [okxRow({ instId: undefined }), 'has no instId'],
    [okxRow({ instId: '' }), 'has "" for its instId'],
    [okxRow({ instId: raw('7') }), 'has 7 for its instId'],
    ['{"symbol": "BTC-USDT-SWAP"}', 'has neither instId nor contracts'],
    ['null', 'is null, no object'],
    ['"XRP-USDT-SWAP"', 'is "XRP-USDT-SWAP", no object'],
    [ccxtRow({ symbol: null }), 'has null for its symbol'],
    [okxRow({ instId: '\ud800' }), 'has a symbol that no key can say'],
  ])('refuses the whole source, which stays: %s', (element, why) => {
    expect(reasonOf(okx(listOf(okxRow({ posSide: 'short' }), element)))).toMatch(
      new RegExp(`^refused: element 1 .*(?:${why})$`, 'u'),
    )
  })
})

describe('a row that going back wrote', () => {
  const own = (field: unknown): Transformation => okx(listOf(okxRow({ tradingboost: field })))

  it('becomes the record of our bots that it was made of: with its revision, and without a source', () => {
    const fields = hashesOf(own({ revision: '7', source: null, leverage: null, contractSize: '100' }))[xrpLong]
    expect(fields).toMatchObject({ revision: '7', contractSize: '100', quantity: '3' })
    expect(fields).not.toHaveProperty('source')
    expect(fields).not.toHaveProperty('leverage')
  })

  it('cannot say that it is another account, symbol or side', () => {
    expect(Object.values(hashesOf(own({ userId: '1', exchange: 'bybit', symbol: 'A', side: 'short' })))).toMatchObject([
      { userId: '1234', exchange: 'okx', symbol: 'XRP-USDT-SWAP', side: 'long' },
    ])
  })

  it.each([{ revision: '-1' }, { revision: null }, { quantity: '1e-08' }])(
    'refuses the source where its field of ours makes no record: %j',
    (field) => {
      expect(reasonOf(own(field))).toBe(
        'refused: element 0 (XRP-USDT-SWAP) has a field tradingboost that makes no record of it',
      )
    },
  )
})

describe('what is written', () => {
  it('is all of a source or nothing of it: one refusal leaves no key', () => {
    const refused = okx(listOf(okxRow(), okxRow({ posSide: 'short' }), okxRow({ instId: undefined })))
    expect(refused).not.toHaveProperty('keys')
  })

  it('has in the index exactly the open positions that were moved', () => {
    const moved = okx(
      listOf(okxRow(), okxRow({ instId: 'ADA-USDT-SWAP', pos: '0' }), okxRow({ instId: 'SOL-USDT-SWAP' })),
    )
    expect(membersOf(moved)).toEqual([
      'positions:index:1234:okx XRP-USDT-SWAP:long',
      'positions:index:1234:okx SOL-USDT-SWAP:long',
    ])
  })

  it('carries the remaining time to live of the source, to hashes and index', () => {
    const moved = okx(listOf(okxRow()))
    expect(moved.kind === 'moves' && [...moved.keys, ...moved.members].map(({ lifetime }) => lifetime)).toEqual([
      'source',
      'source',
    ])
  })

  it('is in the set of all positions only if it has no end, for that set has none', () => {
    const moved = transformPositions(withoutEnd(aSource(exchangePositions, account, listOf(okxRow()))))
    expect(membersOf(moved)).toContain('positions:active 1234:okx:XRP-USDT-SWAP:long')
  })

  it('has revision 0, which the first fill of a bot is newer than', () => {
    expect(hashesOf(okx(listOf(okxRow())))[xrpLong]?.['revision']).toBe('0')
  })

  it.each(['BTC/USDT:USDT', 'BTC/USD:BTC-250328', 'BTC USDT\nSWAP'])(
    'keeps the symbol %j through keys and members',
    (symbol) => {
      const moved = ccxt(listOf(ccxtRow({ symbol })), 'bitget', symbol)
      const [key = ''] = Object.keys(hashesOf(moved))
      expect(position.read(key)).toEqual({ userId: '7', exchange: 'bitget', symbol, side: 'short' })
    },
  )
})
