// What would break a key: separators, cluster tags, glob characters, the escape itself, blanks and controls.
const breaking = String.raw`:{}*?\[\]\\%\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff`
const loneSurrogates = String.raw`\ud800-\udfff`

const breakingCharacter = new RegExp(`[${breaking}]`, 'gu')
const unsafeCharacter = new RegExp(`[${breaking}${loneSurrogates}]`, 'u')

/** Class body of what stands raw in a key; `also` names further characters to leave out. */
export function rawClass(also = ''): string {
  return `[^${breaking}${loneSurrogates}${also}]`
}

/** Pattern of one breaking character as `escapeText` writes it: its UTF-8 bytes, each as % and upper-case hex. */
export const escapedCharacter = `%(?:${[
  '[01][0-9A-F]',
  '20|25|2A|3A|3F|5B|5C|5D|7B|7D|7F',
  'C2%(?:[89][0-9A-F]|A0)',
  'E1%9A%80',
  'E2%80%(?:8[0-9A]|A8|A9|AF)',
  'E2%81%9F',
  'E3%80%80',
  'EF%BB%BF',
].join('|')})`

/** The text with every breaking character percent-encoded; undefined when it holds half a surrogate pair. */
export function escapeText(text: string): string | undefined {
  if (!unsafeCharacter.test(text)) return text
  return text.isWellFormed() ? text.replace(breakingCharacter, percentEncode) : undefined
}

const utf8 = new TextEncoder()
const escapedByte = (byte: number): string => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
const escapedAscii = Array.from({ length: 128 }, (_, byte) => escapedByte(byte))

/** One character as its UTF-8 bytes, each as % and upper-case hex. */
export function percentEncode(character: string): string {
  return escapedAscii[character.charCodeAt(0)] ?? Array.from(utf8.encode(character), escapedByte).join('')
}

/** The text that percent-encoding hid; undefined when a % starts no byte or the bytes are not UTF-8. */
export function unescapeText(text: string): string | undefined {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
