import type { JsonFieldText, JsonText } from './json-text.ts'

/** What stands in a text, or why it is not JSON. */
export type JsonTextRead =
  | { readonly kind: 'ok'; readonly value: JsonText }
  | { readonly kind: 'invalid'; readonly reason: string }

/** Python's json.loads refuses what is nested deeper than about 1,000 levels. */
const deepest = 500

const blanks = /[ \t\n\r]*/y
const plainString = /"[^"\\\p{Cc}]*"/uy
const string = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"/y
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const word = /true|false|null|NaN|-?Infinity/y

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
    switch (this.#text[at]) {
      case '{':
        return this.#object(at, depth)
      case '[':
        return this.#list(at, depth)
      case '"':
        return this.#string(at)
      case undefined:
        throw this.#unexpected()
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
    this.#at += 1
    if (!this.#takes('}')) {
      do {
        this.#skip()
        if (this.#text[this.#at] !== '"') throw this.#unexpected()
        const { value: name } = this.#string(this.#at)
        if (!this.#takes(':')) throw this.#unexpected()
        fields.push({ name, value: this.#value(depth + 1) })
      } while (this.#takes(','))
      if (!this.#takes('}')) throw this.#unexpected()
    }
    return { kind: 'object', text: this.#text.slice(at, this.#at), at, fields }
  }

  #list(at: number, depth: number): JsonText {
    this.#refuseDepth(depth)
    const elements: JsonText[] = []
    this.#at += 1
    if (!this.#takes(']')) {
      do elements.push(this.#value(depth + 1))
      while (this.#takes(','))
      if (!this.#takes(']')) throw this.#unexpected()
    }
    return { kind: 'list', text: this.#text.slice(at, this.#at), at, elements }
  }

  #string(at: number): JsonText & { readonly kind: 'string' } {
    const plain = this.#match(plainString)
    if (plain !== undefined) return { kind: 'string', text: plain, at, value: plain.slice(1, -1) }
    const text = this.#match(string)
    if (text === undefined) throw new SyntaxError(`the text that begins at ${at} has no end`)
    // JSON.parse knows the escapes, and refuses raw control characters as Python does.
    return { kind: 'string', text, at, value: JSON.parse(text) as string }
  }

  #match(form: RegExp): string | undefined {
    form.lastIndex = this.#at
    const found = form.exec(this.#text)?.[0]
    if (found !== undefined) this.#at += found.length
    return found
  }

  #skip(): void {
    const code = this.#text.charCodeAt(this.#at)
    if (code > 0x20) return
    this.#match(blanks)
  }

  #takes(mark: string): boolean {
    this.#skip()
    if (this.#text[this.#at] !== mark) return false
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
