import { unreadable } from './unreadable-address.ts'

/** Undoes percent-encoding. */
export function decodePart(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (cause) {
    throw unreadable('holds a "%" that escapes nothing, which is written as %25', cause)
  }
}
