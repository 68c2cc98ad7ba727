import type { SymbolParts } from './symbol-parts.ts'

/** How one exchange spells symbols; both ways answer undefined for what it does not spell. */
export interface Spelling {
  /** A symbol of that exchange, for error messages. */
  readonly example: string
  read(native: string): SymbolParts | undefined
  write(parts: SymbolParts): string | undefined
}
