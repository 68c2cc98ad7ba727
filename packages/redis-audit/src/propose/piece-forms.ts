import { segments } from '@tradingboost/redis-keys'

/** One place of a key between colons, as far as its look tells: text that stands for itself, or a value of some kind. */
export type PieceForm =
  | { readonly kind: 'literal'; readonly text: string }
  /** `before` and `after` are what stands around the value within the piece. */
  | { readonly kind: ValueKind; readonly before: string; readonly after: string }

export type ValueKind = 'side' | 'exchange' | 'timeframe' | 'date' | 'digits' | 'symbol' | 'text'

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i
const symbol = /^[A-Z0-9]{1,20}(?:[-/][A-Z0-9]{2,20}){1,3}$|^[A-Z0-9]{2,12}(?:USDT|USDC|USD|KRW|BTC)$/
// Letters and digits mixed at length are an id, and so is a long run of hexadecimal digits.
const token = /^(?=.*\d)(?=.*[a-z])[\w-]{16,}$/i
const hexadecimal = /^(?=.*\d)[0-9a-f]{8,}$/i

/** What the places of a key look like; a symbol such as BTC/USDT:USDT is one of them, colon and all. */
export function pieceForms(key: string): readonly PieceForm[] {
  return splitKey(key).map(formOf)
}

/** The key's places; undefined never: a text without colons has one. */
function splitKey(key: string): readonly string[] {
  const pieces: string[] = []
  for (const piece of key.split(':')) {
    const before = pieces.at(-1)
    const isSettle = before !== undefined && /^[A-Z0-9]+\/[A-Z0-9]+$/.test(before) && /^[A-Z0-9]+(?:-\d+)?$/.test(piece)
    if (isSettle) pieces[pieces.length - 1] = `${before}:${piece}`
    else pieces.push(piece)
  }
  return pieces
}

function formOf(piece: string): PieceForm {
  const whole = (kind: ValueKind): PieceForm => ({ kind, before: '', after: '' })
  if (segments.side.decode(piece) !== undefined) return whole('side')
  if (segments.exchange.decode(piece) !== undefined) return whole('exchange')
  if (segments.timeframe.decode(piece) !== undefined) return whole('timeframe')
  if (segments.date.decode(piece) !== undefined) return whole('date')
  if (/^\d+$/.test(piece)) return whole('digits')
  if (piece.includes(':') || symbol.test(piece)) return whole('symbol')
  const id = uuid.exec(piece)
  if (id !== null) {
    const end = id.index + id[0].length
    return { kind: 'text', before: piece.slice(0, id.index), after: piece.slice(end) }
  }
  if (token.test(piece) || hexadecimal.test(piece)) return whole('text')
  const number = /^(\D*?)\d+(\D*)$/.exec(piece)
  if (number !== null) return { kind: 'digits', before: number[1] ?? '', after: number[2] ?? '' }
  return { kind: 'literal', text: piece }
}

/** A text that is the same for places of the same form. */
export function spellForm(form: PieceForm): string {
  return form.kind === 'literal' ? form.text : `${form.before}<${form.kind}>${form.after}`
}
