import { InvalidArgumentError } from 'commander'

/** Reads a whole number from the command line. */
export function whole(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Give a whole number from 0 up.')
}
