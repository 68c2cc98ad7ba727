import { fieldOf, type JsonObjectText, type JsonText } from '../../json-text/json-text.ts'

/** The names under which a row says what the record of a position says. */
export interface RowSpelling {
  readonly kind: 'okx' | 'ccxt'
  readonly symbol: string
  readonly side: string
  /** Contracts on swaps, as the exchange counts; negative for a short where the side is `net`. */
  readonly quantity: string
  readonly averagePrice: string
  readonly leverage: string
  readonly contractSize?: string
  /** Without fees, as the record has it: OKX's `realizedPnl` is after fees, its `pnl` before. */
  readonly realizedPnl?: string
  /** Negative where they were paid; the record counts what was paid as positive. */
  readonly fees?: string
  readonly openedAt?: string
  /** The first that says a time: where ccxt tells of the last update, its `timestamp` is that of the opening. */
  readonly updatedAt: readonly [string, ...string[]]
}

/** A position as OKX answers, by push and by REST: every value is text, `""` where there is none. */
export const okxSpelling: RowSpelling = {
  kind: 'okx',
  symbol: 'instId',
  side: 'posSide',
  quantity: 'pos',
  averagePrice: 'avgPx',
  leverage: 'lever',
  realizedPnl: 'pnl',
  fees: 'fee',
  openedAt: 'cTime',
  updatedAt: ['uTime'],
}

/** A position as ccxt unifies it: values are numbers, `null` or `NaN` where there is none. */
export const ccxtSpelling: RowSpelling = {
  kind: 'ccxt',
  symbol: 'symbol',
  side: 'side',
  quantity: 'contracts',
  averagePrice: 'entryPrice',
  leverage: 'leverage',
  contractSize: 'contractSize',
  updatedAt: ['lastUpdateTimestamp', 'timestamp'],
}

/** One element of a source: the symbol it names and the object that says the rest. */
export interface Row {
  readonly spelling: RowSpelling
  readonly symbol: string
  readonly object: JsonObjectText
}

/** What a row says under a name of its spelling; undefined where the spelling has no such name. */
export const said = ({ object }: Row, name: string | undefined): JsonText | undefined =>
  name === undefined ? undefined : fieldOf(object, name)
