import { escapedCharacter, escapeText, percentEncode, rawClass, unescapeText } from './define/escape-text.ts'
import type { Segment } from './define/segment.ts'

// A symbol, and the settle part after its colon, never starts with a raw lower-case letter: no exchange spells one so,
// and it keeps symbols apart from the lower-case literals that stand beside them in templates.
const lowerCase = 'a-z'
const escapedLowerCase = '%(?:6[1-9A-F]|7[0-9A])'
const first = `(?:${rawClass(`${lowerCase}/`)}|${escapedCharacter}|${escapedLowerCase})`
const inside = `(?:${rawClass('/')}|${escapedCharacter})`
const plain = `(?:${first}|/)(?:${rawClass()}|${escapedCharacter})*`
const unified = `${first}${inside}*/${inside}+:${first}${inside}*`

const unifiedSymbol = /^([^/:]+)\/([^/:]+):([^/:]+)$/su

/**
 * The name of an instrument as an exchange or ccxt spells it; any non-empty text.
 *
 * ccxt's unified form `base/quote:settle` keeps its one colon raw, because the Python bots spell it so; every other colon
 * is percent-encoded like the rest of what would break a key, and so is a lower-case letter at the start.
 */
export const symbolSegment: Segment<string> = {
  pattern: `(?:${unified}|${plain})`,
  colons: 1,
  accepts: 'a symbol such as BTC-USDT-SWAP or BTC/USDT:USDT, any non-empty text',
  examples: [
    'BTC-USDT-SWAP',
    'BTC/USDT:USDT',
    'BTC/USD:BTC-250328',
    'KRW-XRP',
    '1INCH/USDT',
    'key',
    'A/B:c',
    'A:B',
    '비트',
  ],
  encode,
  decode: (text) => {
    if (remembered.get(text) === text) return text
    const value = unescapeText(text)
    return value !== undefined && encode(value) === text ? value : undefined
  },
}

// A market has hundreds of symbols and a key is built for each of millions of reads: the first of them are remembered.
const rememberedSymbols = 1_000
const longestRemembered = 64
const remembered = new Map<unknown, string>()

function encode(value: unknown): string | undefined {
  const known = remembered.get(value)
  if (known !== undefined) return known
  const encoded = spell(value)
  if (encoded !== undefined && encoded.length <= longestRemembered && remembered.size < rememberedSymbols) {
    remembered.set(value, encoded)
  }
  return encoded
}

function spell(value: unknown): string | undefined {
  if (typeof value !== 'string' || value === '') return undefined
  const escaped = value.includes(':') ? escapeWithColon(value) : escapeText(value)
  return escaped === undefined ? undefined : escapeStart(escaped)
}

function escapeWithColon(value: string): string | undefined {
  const [, base = '', quote = '', settle = ''] = unifiedSymbol.exec(value) ?? []
  if (base === '') return escapeText(value)
  const escaped = escapeText(`${base}/${quote}`)
  const escapedSettle = escapeText(settle)
  return escaped === undefined || escapedSettle === undefined ? undefined : `${escaped}:${escapeStart(escapedSettle)}`
}

function escapeStart(text: string): string {
  const code = text.charCodeAt(0)
  return code >= 0x61 && code <= 0x7a ? percentEncode(text.charAt(0)) + text.slice(1) : text
}
