/** A row as OKX pushes it, shortened; what matters is given, `undefined` leaves a field out. */
export function okxRow(fields: Readonly<Record<string, unknown>> = {}): string {
  return python({
    adl: '1',
    avgPx: '0.5231',
    cTime: '1760486400123',
    closeOrderAlgo: [],
    fee: '-0.0078',
    imr: '',
    instId: 'XRP-USDT-SWAP',
    instType: 'SWAP',
    lever: '10',
    mgnMode: 'isolated',
    notionalUsd: '157.44',
    pnl: '0.25',
    pos: '3',
    posCcy: '',
    posId: '2451781910000123456',
    posSide: 'long',
    realizedPnl: '0.2422',
    uTime: '1760490000456',
    ...fields,
  })
}

/** A row as ccxt unifies it, shortened; a text such as NaN can be put in by `raw`. */
export function ccxtRow(fields: Readonly<Record<string, unknown>> = {}): string {
  return python({
    info: { symbol: 'BTCUSDT', positionAmt: '-0.010' },
    id: null,
    symbol: 'BTC/USDT:USDT',
    contracts: 0.01,
    contractSize: raw('1.0'),
    side: 'short',
    entryPrice: 65000.5,
    leverage: raw('10.0'),
    timestamp: 1728812345678,
    hedged: false,
    percentage: raw('NaN'),
    ...fields,
  })
}

export const listOf = (...rows: readonly string[]): string => `[${rows.join(', ')}]`
export const answerOf = (...rows: readonly string[]): string => `{"code": "0", "data": ${listOf(...rows)}, "msg": ""}`

/** A value that stands in the text as it is. */
export const raw = (text: string): { readonly raw: string } => ({ raw: text })

function python(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(python).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if ('raw' in value) return String(value.raw)
  const fields = Object.entries(value).filter(([, content]) => content !== undefined)
  return `{${fields.map(([name, content]) => `${JSON.stringify(name)}: ${python(content)}`).join(', ')}}`
}
