import type { JsonFieldText, JsonText } from './json-text.ts'

/** What stands in a text, or why it is not JSON. */
export type JsonTextRead =
  | { readonly kind: 'ok'; readonly value: JsonText }
  | { readonly kind: 'invalid'; readonly reason: string }

/** Python's json.loads refuses what is nested deeper than about 1,000 levels. */
const deepest = 500

const blanks = /[ \t\n\r]*/y
const string = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"/y
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const word = /true|false|null|NaN|-?Infinity/y

// Codes of the marks: " \ , : { } [ ]
const quote = 0x22
const backslash = 0x5c
const comma = 0x2c
const colon = 0x3a
const openBrace = 0x7b
const closeBrace = 0x7d
const openBracket = 0x5b
const closeBracket = 0x5d

/**
 * Reads JSON so that every piece keeps its place and its very characters, Python's `NaN` and `Infinity` included.
 *
 * `parseJson` of the trading cache tells what a text means; this tells where it says so, which is what it takes to keep
 * one element of a list byte for byte, or to change one field of it and nothing else.
 */
export function readJsonText(text: string): JsonTextRead {
  try {
    const reader = new Reader(text)
    return { kind: 'ok', value: reader.whole() }
  } catch (cause) {
    if (cause instanceof SyntaxError) return { kind: 'invalid', reason: `it is not JSON: ${cause.message}` }
    throw cause
  }
}

class Reader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  whole(): JsonText {
    const value = this.#value(0)
    this.#skip()
    if (this.#at < this.#text.length) throw this.#unexpected()
    return value
  }

  #value(depth: number): JsonText {
    this.#skip()
    const at = this.#at
    switch (this.#text.charCodeAt(at)) {
      case quote:
        return this.#string(at)
      case openBrace:
        return this.#object(at, depth)
      case openBracket:
        return this.#list(at, depth)
      default: {
        const spelled = this.#match(word)
        // -Infinity begins like a number, so the words come first.
        if (spelled !== undefined) return { kind: 'word', text: spelled, at }
        const digits = this.#match(number)
        if (digits === undefined) throw this.#unexpected()
        return { kind: 'number', text: digits, at }
      }
    }
  }

  #object(at: number, depth: number): JsonText {
    this.#refuseDepth(depth)
    const fields: JsonFieldText[] = []
    const byName = new Map<string, JsonText>()
    this.#at += 1
    if (!this.#takes(closeBrace)) {
      do {
        this.#skip()
        if (this.#text.charCodeAt(this.#at) !== quote) throw this.#unexpected()
        const { value: name } = this.#string(this.#at)
        if (!this.#takes(colon)) throw this.#unexpected()
        const value = this.#value(depth + 1)
        fields.push({ name, value })
        byName.set(name, value)
      } while (this.#takes(comma))
      if (!this.#takes(closeBrace)) throw this.#unexpected()
    }
    return { kind: 'object', text: this.#text.slice(at, this.#at), at, fields, byName }
  }

  #list(at: number, depth: number): JsonText {
    this.#refuseDepth(depth)
    const elements: JsonText[] = []
    this.#at += 1
    if (!this.#takes(closeBracket)) {
      do elements.push(this.#value(depth + 1))
      while (this.#takes(comma))
      if (!this.#takes(closeBracket)) throw this.#unexpected()
    }
    return { kind: 'list', text: this.#text.slice(at, this.#at), at, elements }
  }

  #string(at: number): JsonText & { readonly kind: 'string' } {
    const end = this.#plainEnd(at + 1)
    if (end !== undefined) {
      this.#at = end + 1
      return { kind: 'string', text: this.#text.slice(at, end + 1), at, value: this.#text.slice(at + 1, end) }
    }
    const text = this.#match(string)
    if (text === undefined) throw new SyntaxError(`the text that begins at ${at} has no end`)
    return { kind: 'string', text, at, value: JSON.parse(text) as string }
  }

  /** Where a text ends that says what it means; undefined for one that only JSON.parse knows: escapes and raw controls. */
  #plainEnd(from: number): number | undefined {
    const text = this.#text
    for (let at = from; at < text.length; at += 1) {
      const found = text.charCodeAt(at)
      if (found === quote) return at
      if (found === backslash || found < 0x20) return undefined
    }
    return undefined
  }

  #match(form: RegExp): string | undefined {
    form.lastIndex = this.#at
    const found = form.exec(this.#text)?.[0]
    if (found !== undefined) this.#at += found.length
    return found
  }

  #skip(): void {
    if (this.#text.charCodeAt(this.#at) <= 0x20) this.#match(blanks)
  }

  #takes(mark: number): boolean {
    this.#skip()
    if (this.#text.charCodeAt(this.#at) !== mark) return false
    this.#at += 1
    return true
  }

  #refuseDepth(depth: number): void {
    if (depth >= deepest) throw new SyntaxError(`it is nested deeper than ${deepest} levels`)
  }

  #unexpected(): SyntaxError {
    const found = this.#text[this.#at]
    return new SyntaxError(
      found === undefined ? 'it ends too early' : `${JSON.stringify(found)} at ${this.#at} belongs to nothing`,
    )
  }
}
