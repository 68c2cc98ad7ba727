import * as fc from 'fast-check'

const amount = fc.oneof(
  fc.stringMatching(/^(?:0|[1-9]\d{0,19})(?:\.\d{1,18})?$/),
  fc.constantFrom('1e-08', '2.5E+3', '10.0', '0.12345678901234567'),
)
const nothing = fc.constantFrom('""', 'null', '"nan"', 'NaN', '"None"')
const spelledAmount = fc.oneof(
  amount,
  amount.map((text) => JSON.stringify(text)),
  nothing,
)
const time = fc.integer({ min: 1_700_000_000_000, max: 1_800_000_000_000 }).map(String)
const spelledTime = fc.oneof(
  time,
  time.map((text) => JSON.stringify(text)),
  nothing,
)
const anything = fc.json({ maxDepth: 2 })
const gap = fc.constantFrom('', ' ', '\n')

/** The text of an object of these fields, each of which may be missing, with fields that nobody knows between them. */
function objectOf(fields: Readonly<Record<string, fc.Arbitrary<string> | undefined>>): fc.Arbitrary<string> {
  const known = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [value.map((text) => [name, text] as const)],
  )
  const unknown = fc.array(fc.tuple(fc.stringMatching(/^x[a-z]{1,5}$/), anything), { maxLength: 3 })
  return fc.tuple(fc.tuple(...known), unknown, gap, gap).map(([named, others, before, after]) => {
    const parts = [...named, ...others].map(([name, text]) => `${JSON.stringify(name)}:${before}${text}`)
    return `{${after}${parts.join(`,${before}`)}${after}}`
  })
}

const maybe = (value: fc.Arbitrary<string>, is: boolean): fc.Arbitrary<string> | undefined => (is ? value : undefined)

/** A row of OKX for a symbol that says its side in one of the ways there are; `kind` tells which. */
function anyOkxRow(symbol: string, kind: 'long' | 'short' | 'net' | 'unsaid'): fc.Arbitrary<string> {
  const sided = kind === 'long' || kind === 'short'
  const signed = fc.tuple(fc.constantFrom('', '-'), amount).map(([sign, text]) => sign + text)
  const quoted = fc.tuple(signed, fc.boolean()).map(([text, isText]) => (isText ? JSON.stringify(text) : text))
  return fc.tuple(...Array.from({ length: 6 }, () => fc.boolean())).chain(([avgPx, lever, pnl, fee, cTime, uTime]) =>
    objectOf({
      instId: fc.constant(JSON.stringify(symbol)),
      posSide:
        kind === 'unsaid' ? fc.constantFrom('""', 'null') : fc.constantFrom(`"${kind}"`, `"${kind.toUpperCase()}"`),
      pos: sided ? spelledAmount : quoted,
      avgPx: maybe(spelledAmount, avgPx === true),
      lever: maybe(spelledAmount, lever === true),
      pnl: maybe(quoted, pnl === true),
      fee: maybe(quoted, fee === true),
      cTime: maybe(spelledTime, cTime === true),
      uTime: maybe(spelledTime, uTime === true),
      posId: fc.constant('"2451781910000123456"'),
    }),
  )
}

/** A row of ccxt for a symbol and side. */
function anyCcxtRow(symbol: string, side: 'long' | 'short'): fc.Arbitrary<string> {
  return fc.tuple(fc.boolean(), fc.boolean()).chain(([updated, sized]) =>
    objectOf({
      info: anything,
      symbol: fc.constant(JSON.stringify(symbol)),
      side: fc.constant(JSON.stringify(side)),
      contracts: spelledAmount,
      entryPrice: spelledAmount,
      contractSize: maybe(spelledAmount, sized),
      leverage: spelledAmount,
      timestamp: spelledTime,
      lastUpdateTimestamp: maybe(spelledTime, updated),
      percentage: fc.constant('NaN'),
    }),
  )
}

const symbols = ['XRP-USDT-SWAP', 'BTC/USDT:USDT', 'ADA-USDT-SWAP', '1INCH/USDT', '비트-KRW'] as const

/** Rows of one account: of each symbol none, one net, or one for one or both sides. */
const anyRows: fc.Arbitrary<readonly string[]> = fc
  .tuple(
    ...symbols.map((symbol) =>
      fc.oneof(
        fc.constant([]),
        anyOkxRow(symbol, 'net').map((row) => [row]),
        anyOkxRow(symbol, 'unsaid').map((row) => [row]),
        fc.tuple(anyOkxRow(symbol, 'short'), anyOkxRow(symbol, 'long')),
        anyOkxRow(symbol, 'short').map((row) => [row]),
        anyCcxtRow(symbol, 'long').map((row) => [row]),
      ),
    ),
  )
  .map((rows) => rows.flat())

/** At most one row of a symbol, as an object by symbol holds them. */
const anyBySymbol: fc.Arbitrary<string> = fc
  .tuple(...symbols.map((symbol) => fc.option(anyOkxRow(symbol, 'net'), { nil: undefined })))
  .map((rows) => {
    const fields = symbols.flatMap((symbol, at) => {
      const row = rows[at]
      return row === undefined ? [] : [`${JSON.stringify(symbol)} : ${row}`]
    })
    return `{${fields.join(' ,')}}`
  })

/** The text of a source with rows: a list, an answer or an object by symbol, with any blanks between. */
export const anySource: fc.Arbitrary<string> = fc
  .tuple(anyRows, anyBySymbol, fc.constantFrom(', ', ',', ' ,\n '), fc.constantFrom('list', 'answer', 'by-symbol'))
  .map(([rows, bySymbol, between, holder]) => {
    const list = `[${rows.join(between)}]`
    if (holder === 'by-symbol') return bySymbol
    return holder === 'answer' ? `{"code":"0" ,"msg": "","data": ${list}, "time": 1}` : ` ${list}`
  })

/** The fields of a record that one of our bots wrote: whole, and without a source. */
export const anyOwnFields: fc.Arbitrary<Readonly<Record<string, string>>> = fc.record({
  quantity: fc.stringMatching(/^[1-9]\d{0,5}(?:\.\d{0,7}[1-9])?$/),
  averagePrice: fc.stringMatching(/^[1-9]\d{0,5}(?:\.\d{0,7}[1-9])?$/),
  realizedPnl: fc.stringMatching(/^(?:0|-?[1-9]\d{0,3}(?:\.\d[1-9])?)$/),
  fees: fc.stringMatching(/^(?:0|-?[1-9]\d{0,3}(?:\.\d[1-9])?)$/),
  revision: fc.nat().map(String),
  openedAt: time,
  updatedAt: time,
})
